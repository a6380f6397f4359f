/** Every check, in the order in which they are tried. */
import type { Group } from '../check.ts';
import { ATTRIBUTES } from './attributes.ts';
import { BULKS } from './bulk/index.ts';
import { CONCURRENCY } from './concurrency/index.ts';
import { CONSISTENCY } from './consistency/index.ts';
import { CURSOR_PAGES } from './cursor.ts';
import { DISCOVERY } from './discovery/index.ts';
import { ERROR_CHECKS } from './errors.ts';
import { ETAGS_CHECKS } from './etag/index.ts';
import { EXTENSIONS } from './extensions/index.ts';
import { FILTERS } from './filter/index.ts';
import { GROUPS_CHECKS } from './groups/index.ts';
import { HTTP } from './http/index.ts';
import { PAGES } from './paging.ts';
import { PATCHES } from './patch/index.ts';
import { PROJECTIONS } from './projection.ts';
import { PROVIDER_GROUPS } from './providers.ts';
import { PUTS } from './put.ts';
import { ROOTS } from './root.ts';
import { SCHEMAS } from './schemas.ts';
import { SEARCHES } from './search.ts';
import { SORTS } from './sort.ts';
import { USERS } from './users/index.ts';
import { WALKS } from './walks.ts';

export const GROUPS: readonly Group[] = [
  DISCOVERY,
  SCHEMAS,
  USERS,
  ATTRIBUTES,
  EXTENSIONS,
  GROUPS_CHECKS,
  PUTS,
  PATCHES,
  FILTERS,
  PROJECTIONS,
  PAGES,
  SORTS,
  CURSOR_PAGES,
  SEARCHES,
  ROOTS,
  BULKS,
  ETAGS_CHECKS,
  ERROR_CHECKS,
  HTTP,
  CONSISTENCY,
  CONCURRENCY,
  WALKS,
  ...PROVIDER_GROUPS,
];
