/** The simulator as a command. */
import { readFile } from 'node:fs/promises';
import { Failure, UsageError } from '../admin/error.ts';
import { type Outlet, type Progress, progressOf } from '../command/progress.ts';
import { targetOf } from '../command/target.ts';
import type { Target } from '../replay/client.ts';
import { parseCommandLine, type SimulateRequest } from './command-line.ts';
import { HELP } from './help.ts';
import { type Bearer, exchanged, pasted } from './http/bearer.ts';
import { describeExchange } from './http/describe.ts';
import { RequestFailed } from './http/exchange.ts';
import { isFlawless, type Report, reportForPeople, reportForScripts } from './report.ts';
import { SAMPLE } from './sample/files.ts';
import { simulate } from './simulation.ts';
import { CsvError } from './source/csv.ts';
import type { Directory } from './source/directory.ts';
import { readDirectory } from './source/files.ts';

export interface Surroundings extends Outlet {
  /** The data folder of the local server. */
  readonly dataFolder: string;
  /** The token, and the secret of the client, where the command line has none. */
  readonly token: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Aborted, the run finishes what is under way and says how far it came. */
  readonly signal: AbortSignal;
}

const STOPPED = 130;
/** Failed requests that are shown in full; they tend to be alike. */
const SHOWN_FAILURES = 20;

/**
 * @returns the exit code: 0, 1 for a difference or a failed request, 2 when the command line is wrong, 130 when stopped
 */
export const main = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    const request = parseCommandLine(args);
    if (request) return await run(request, surroundings);
    surroundings.out(HELP);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.error(`${error.message}\nMore: npm run simulate -- --help`);
      return 2;
    }
    if (!(error instanceof Failure || error instanceof CsvError)) throw error;
    surroundings.error(error.message);
    return 1;
  }
};

const run = async (request: SimulateRequest, surroundings: Surroundings): Promise<number> => {
  const { signal, out } = surroundings;
  const [target, bearer] = await credentialsOf(request, surroundings);
  const directory = await directoryOf(request);
  if (request.scope === 'assigned' && ![...directory.groups.values()].some(({ assigned }) => assigned))
    throw new UsageError('No group is assigned: give the file of groups a column assigned with true in it.');

  const progress = progressOf(surroundings, request.json);
  progress.line(
    `${directory.people.size} people and ${directory.groups.size} groups, to ${target.tenantUrl}`,
  );
  const report = await explained(target, () =>
    simulate({
      ...request,
      target,
      bearer,
      directory,
      progress,
      signal,
      onFailure: failureTeller(progress, bearer),
    }),
  );
  out(request.json ? reportForScripts(report) : `\n${reportForPeople(report)}`);
  return exitCodeOf(report);
};

/** The service that is meant, and how the job proves who it is. */
const credentialsOf = async (
  { url, token, client }: SimulateRequest,
  surroundings: Surroundings,
): Promise<readonly [Target, Bearer]> => {
  const { dataFolder, clientSecret } = surroundings;
  if (!client) {
    const target = await targetOf(url, token ?? surroundings.token, dataFolder);
    return [target, pasted(target.token)];
  }
  const { clientId, secret = clientSecret, assertionFile } = client;
  if (secret === undefined && assertionFile === undefined)
    throw new UsageError(
      '--client-id needs --client-secret, SCIM_CLIENT_SECRET in the environment, or --client-assertion.',
    );
  const target = await targetOf(url, clientId, dataFolder);
  const { origin, pathname } = new URL(target.tenantUrl);
  const bearer = exchanged({
    clientId,
    tokenUrl: client.tokenUrl ?? `${origin}${pathname}/oauth2/token`,
    present: async () =>
      assertionFile === undefined
        ? { client_secret: String(secret) }
        : { client_assertion_type: JWT_BEARER, client_assertion: (await readText(assertionFile)).trim() },
  });
  // Whoever is refused is told so before anything is sent.
  await bearer.token();
  return [target, bearer];
};

/** RFC 7523 §2.2. */
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const exitCodeOf = (report: Report): number => {
  if (report.differences === undefined) return STOPPED;
  return isFlawless(report) ? 0 : 1;
};

const failureTeller = (progress: Progress, { redacted }: Bearer) => {
  let told = 0;
  return (exchange: RequestFailed['exchange']): void => {
    told += 1;
    if (told <= SHOWN_FAILURES) progress.line(describeExchange(exchange, redacted));
    if (told === SHOWN_FAILURES) progress.line('Further failed requests are counted, not shown.');
  };
};

const explained = async (target: Target, work: () => Promise<Report>): Promise<Report> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    const { status } = error.exchange;
    if (status === 401)
      throw new Failure('The service refuses the token; Entra quarantines a job at once for that.');
    if (status === 0) throw new Failure(`No answer from ${target.tenantUrl}: ${error.exchange.text}.`);
    throw new Failure(`The run ended early: ${error.message}.`);
  }
};

const directoryOf = async ({ files }: SimulateRequest): Promise<Directory> => {
  const { users, groups } = files ?? SAMPLE;
  return readDirectory(
    await readText(users),
    groups === undefined ? 'groupId,groupDisplayName,id\n' : await readText(groups),
  );
};

const readText = async (file: string | URL): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(
      `${String(file)} cannot be read: ${Error.isError(error) ? error.message : String(error)}`,
    );
  }
};
