import { parseFilter } from '../../lambda/scim/filter/parser.ts';
import { applyChanges } from '../../lambda/scim/patch/apply.ts';
import { planFor } from '../../lambda/service/list/plan.ts';
import type { Directory } from '../../lambda/store/port.ts';

/** What is tried, as far as a fault can be planted in it. */
export interface Subject {
  readonly parseFilter: typeof parseFilter;
  readonly planFor: typeof planFor;
  readonly applyChanges: typeof applyChanges;
  /** What the lists are read from, made of what there is. */
  readonly directory: (directory: Directory) => Directory;
}

export const SUBJECT: Subject = { parseFilter, planFor, applyChanges, directory: (directory) => directory };
