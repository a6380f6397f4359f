/** The simulator as a command. */
import { readFile } from 'node:fs/promises';
import { Failure, UsageError } from '../admin/error.ts';
import { type Outlet, type Progress, progressOf } from '../command/progress.ts';
import { targetOf } from '../command/target.ts';
import type { Target } from '../replay/client.ts';
import { parseCommandLine, type SimulateRequest } from './command-line.ts';
import { HELP } from './help.ts';
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
  /** The token where the command line has none. */
  readonly token: string | undefined;
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
  const target = await targetOf(request.url, request.token ?? surroundings.token, surroundings.dataFolder);
  const directory = await directoryOf(request);
  if (request.scope === 'assigned' && ![...directory.groups.values()].some(({ assigned }) => assigned))
    throw new UsageError('No group is assigned: give the file of groups a column assigned with true in it.');

  const progress = progressOf(surroundings, request.json);
  progress.line(
    `${directory.people.size} people and ${directory.groups.size} groups, to ${target.tenantUrl}`,
  );
  const report = await explained(target, () =>
    simulate({ ...request, target, directory, progress, signal, onFailure: failureTeller(progress, target) }),
  );
  out(request.json ? reportForScripts(report) : `\n${reportForPeople(report)}`);
  return exitCodeOf(report);
};

const exitCodeOf = (report: Report): number => {
  if (report.differences === undefined) return STOPPED;
  return isFlawless(report) ? 0 : 1;
};

const failureTeller = (progress: Progress, { token }: Target) => {
  let told = 0;
  return (exchange: RequestFailed['exchange']): void => {
    told += 1;
    if (told <= SHOWN_FAILURES) progress.line(describeExchange(exchange, token));
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
