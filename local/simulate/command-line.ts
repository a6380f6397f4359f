import { UsageError } from '../admin/error.ts';
import type { CommonOption } from '../admin/option.ts';
import { writtenOptions } from '../admin/written-options.ts';
import { SCOPES, type Scope } from './desired.ts';
import { DIALECTS, type DialectName } from './scim/dialect.ts';

export const OPTIONS = {
  url: { value: 'URL', help: 'Tenant URL; the running local server when absent' },
  token: {
    value: 'TOKEN',
    help: 'Secret Token that goes with it; SCIM_TOKEN in the environment does as well',
  },
  'client-id': {
    value: 'ID',
    help: 'id of an OAuth client, in the place of a token; with what follows, or SCIM_CLIENT_SECRET in the environment',
  },
  'client-secret': { value: 'TEXT', help: 'secret of the client' },
  'client-assertion': {
    value: 'FILE',
    help: 'file that holds an assertion of its issuer (a JWT), read anew at each exchange',
  },
  'token-url': { value: 'URL', help: 'where tokens are got; Tenant URL and /oauth2/token when absent' },
  users: { value: 'FILE', help: 'CSV of Entra\'s "Download users"; a sample of 500 people when absent' },
  groups: { value: 'FILE', help: 'CSV of the members of groups: groupId, groupDisplayName, id' },
  cycles: { value: 'N', help: 'incremental cycles after the initial one; 1 by default' },
  seed: { value: 'TEXT', help: 'what happens between cycles follows from it; "1" by default' },
  dialect: { value: 'default|flag', help: 'how PATCHes are written; flag is what aadOptscim062020 asks for' },
  scope: { value: 'all|assigned', help: 'everybody, or the members of assigned groups; all by default' },
  rate: { value: 'N', help: 'the most requests a second; no limit by default' },
  parallel: { value: 'N', help: 'the most requests at once; 16 by default' },
  json: { help: 'print the result as JSON, and nothing else on standard output' },
  help: { short: 'h', help: 'explain the command' },
} as const satisfies Readonly<Record<string, CommonOption>>;

/** An OAuth client that the job is to get its tokens as. */
export interface ClientRequest {
  readonly clientId: string;
  readonly secret: string | undefined;
  readonly assertionFile: string | undefined;
  readonly tokenUrl: string | undefined;
}

export interface SimulateRequest {
  readonly url: string | undefined;
  readonly token: string | undefined;
  /** Undefined: a token is pasted. */
  readonly client: ClientRequest | undefined;
  /** Undefined: the sample. */
  readonly files: { readonly users: string; readonly groups: string | undefined } | undefined;
  readonly cycles: number;
  readonly seed: string;
  readonly dialect: DialectName;
  readonly scope: Scope;
  readonly rate: number | undefined;
  readonly parallel: number;
  readonly json: boolean;
}

/** @returns undefined when help is asked for. @throws UsageError with a sentence that says what to write instead */
export const parseCommandLine = (args: readonly string[]): SimulateRequest | undefined => {
  const written = writtenOptions(args, 'simulate', OPTIONS);
  if (!written) return undefined;
  const { text, number, choice, isSet } = written;
  const url = text('url');
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(`--url takes a URL such as https://scim.example.com/scim, not '${url}'.`);
  const users = text('users');
  const groups = text('groups');
  if (users === undefined && groups !== undefined)
    throw new UsageError('--groups needs --users: the members have to be somebody.');
  return {
    url,
    token: text('token'),
    client: clientOf(text),
    files: users === undefined ? undefined : { users, groups },
    cycles: number('cycles', 1, 0),
    seed: text('seed') ?? '1',
    dialect: choice('dialect', DIALECTS, 'default'),
    scope: choice('scope', SCOPES, 'all'),
    rate: number('rate', undefined, 1),
    parallel: number('parallel', 16, 1),
    json: isSet('json'),
  };
};

const clientOf = (text: (name: keyof typeof OPTIONS) => string | undefined): ClientRequest | undefined => {
  const clientId = text('client-id');
  const [secret, assertionFile, tokenUrl] = [
    text('client-secret'),
    text('client-assertion'),
    text('token-url'),
  ];
  if (clientId === undefined) {
    if (secret ?? assertionFile ?? tokenUrl)
      throw new UsageError('--client-secret, --client-assertion and --token-url need --client-id.');
    return undefined;
  }
  if (text('token') !== undefined) throw new UsageError('Give --token or --client-id, not both.');
  if (secret !== undefined && assertionFile !== undefined)
    throw new UsageError('Give --client-secret or --client-assertion, not both.');
  return { clientId, secret, assertionFile, tokenUrl };
};
