/** Extensions that are the server's own hold what /Schemas says of them, whatever they are. */
import { group } from '../../check.ts';
import { CHANGES } from './changes.ts';
import { CHARACTERISTICS } from './characteristics.ts';
import { FINDING } from './finding.ts';

export const EXTENSIONS = group(
  'extensions',
  'Extensions of the server’s own',
  ['custom extensions'],
  [...CHANGES, ...FINDING, ...CHARACTERISTICS],
);
