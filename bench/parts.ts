import { costsPart } from './costs/part.ts';
import type { Part } from './part.ts';

export const PARTS: readonly Part[] = [costsPart];
