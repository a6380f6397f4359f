import Sequencer from '@jest/test-sequencer';

/** The folders of `test`, fast ones first: what fails there need not be looked for in the others. */
const FOLDERS = [
  'scim',
  'http',
  'tenancy',
  'service',
  'store',
  'maintenance',
  'bench',
  'simulate',
  'infra',
  // Of the slow ones the longest begin, so that two workers end together.
  'docs',
  'e2e',
  'explore',
  'local',
  'idp',
  'openapi',
  'verify',
  'fuzz',
];

/** Where a test stands in that order; an unknown folder comes last. */
const rankOf = ({ path }) => {
  const folder = /\/test\/([^/]+)\//.exec(path)?.[1] ?? '';
  return FOLDERS.includes(folder) ? FOLDERS.indexOf(folder) : FOLDERS.length;
};

/** Orders test files by their folders, and within one as jest does, by how long they took or how large they are. */
export default class FastFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
