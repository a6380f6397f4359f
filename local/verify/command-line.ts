import { nearest } from '../../lib/nearest.ts';
import { UsageError } from '../admin/error.ts';
import { type CommonOption, commaSeparated } from '../admin/option.ts';
import { writtenOptions } from '../admin/written-options.ts';
import type { Group } from './check.ts';
import { FORMATS } from './report/formats.ts';

export const OPTIONS = {
  url: { value: 'URL', help: 'Tenant URL; the running local server when absent' },
  token: {
    value: 'TOKEN',
    help: 'Secret Token that goes with it; SCIM_TOKEN in the environment does as well',
  },
  only: { value: 'GROUP|ID', help: 'only these groups or checks, separated by commas' },
  report: {
    value: 'FILE',
    help: 'write a report as well: .html for people, .json for scripts, .xml (JUnit) for CI; several by commas',
  },
  parallel: { value: 'N', help: 'the most checks at once; 8 by default' },
  json: { help: 'print the report as JSON, and nothing else on standard output' },
  help: { short: 'h', help: 'explain the command' },
} as const satisfies Readonly<Record<string, CommonOption>>;

export interface VerifyRequest {
  readonly url: string | undefined;
  readonly token: string | undefined;
  /** Groups and checks to run; undefined: all. */
  readonly only: readonly string[] | undefined;
  /** Files to write. */
  readonly reports: readonly string[];
  readonly parallel: number;
  readonly json: boolean;
}

/** @returns undefined when help is asked for. @throws UsageError with a sentence that says what to write instead */
export const parseCommandLine = (args: readonly string[]): VerifyRequest | undefined => {
  const written = writtenOptions(args, 'verify', OPTIONS);
  if (!written) return undefined;
  const { text, isSet } = written;
  const url = text('url');
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(`--url takes a URL such as https://scim.example.com/scim, not '${url}'.`);
  const only = text('only');
  const reports = commaSeparated(text('report') ?? '').filter(Boolean);
  for (const file of reports)
    if (!FORMATS.some(({ ending }) => file.endsWith(ending)))
      throw new UsageError(
        `--report takes a file that ends in ${FORMATS.map(({ ending }) => ending).join(', ')}, not '${file}'.`,
      );
  const parallel = text('parallel') ?? '8';
  if (!/^[1-9]\d?$/.test(parallel))
    throw new UsageError(`--parallel takes a whole number from 1 to 99, not '${parallel}'.`);
  return {
    url,
    token: text('token'),
    only: only === undefined ? undefined : commaSeparated(only),
    reports,
    parallel: Number(parallel),
    json: isSet('json'),
  };
};

/** The groups that are named, and those of which a check is, with that check only. @throws UsageError */
export const selected = (groups: readonly Group[], only: readonly string[] | undefined): readonly Group[] => {
  if (only === undefined) return groups;
  const known = groups.flatMap(({ id, checks }) => [id, ...checks.map((check) => check.id)]);
  for (const name of only)
    if (!known.includes(name)) {
      const meant = nearest(name, known);
      throw new UsageError(
        `There is no group or check '${name}'. ${
          meant ? `Did you mean ${meant}?` : `The groups are ${groups.map(({ id }) => id).join(', ')}.`
        }`,
      );
    }
  return groups
    .map((group) => ({
      ...group,
      checks: only.includes(group.id) ? group.checks : group.checks.filter(({ id }) => only.includes(id)),
    }))
    .filter(({ checks }) => checks.length > 0);
};
