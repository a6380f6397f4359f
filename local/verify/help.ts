import { describeOptions, indent } from '../admin/describe-options.ts';
import { pairs } from '../admin/table.ts';
import type { Group } from './check.ts';
import { OPTIONS } from './command-line.ts';

const RUN = 'npm run verify --';

export const help = (
  groups: readonly Group[],
): string => `Verifies that a SCIM server does what RFC 7643, 7644 and 9865 ask of it, and what Entra ID, Okta, OneLogin and JumpCloud
need, and deletes again what it has made. Ends with 0 when all that the server offers is right, with 1 when a check
fails, with 2 when the command line is wrong or nobody answers.

Usage
  ${RUN} [options]

Options
${indent(describeOptions(OPTIONS))}

Groups
${indent(pairs(Object.fromEntries(groups.map(({ id, title, checks }) => [id, `${title} (${checks.length})`]))))}

Examples
  ${RUN} --report report.html
  ${RUN} --only filter,patch/remove-by-filter
  SCIM_TOKEN=… ${RUN} --url https://scim.example.com/scim`;
