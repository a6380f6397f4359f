import { boundsPart } from './bounds/part.ts';
import { bulkPart } from './bulk/part.ts';
import { contentionPart } from './contention/part.ts';
import { costsPart } from './costs/part.ts';
import { functionsPart } from './functions/part.ts';
import { growthPart } from './growth/part.ts';
import { httpPart } from './http/part.ts';
import { memoryPart } from './memory/part.ts';
import { overheadPart } from './overhead/part.ts';
import type { Part } from './part.ts';
import { walksPart } from './walks/part.ts';

export const PARTS: readonly Part[] = [
  costsPart,
  growthPart,
  overheadPart,
  functionsPart,
  httpPart,
  memoryPart,
  contentionPart,
  bulkPart,
  walksPart,
  boundsPart,
];
