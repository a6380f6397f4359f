/** The verifier as a command. */
import { writeFile } from 'node:fs/promises';
import { Failure, UsageError } from '../admin/error.ts';
import { type Outlet, progressOf } from '../command/progress.ts';
import type { Style } from '../command/style.ts';
import { targetOf } from '../command/target.ts';
import { GROUPS } from './checks/index.ts';
import { parseCommandLine, selected, type VerifyRequest } from './command-line.ts';
import { help } from './help.ts';
import { NoAnswer } from './http/caller.ts';
import { FORMATS, jsonReport } from './report/formats.ts';
import { isFlawless, type Report } from './report/report.ts';
import { textReport } from './report/text.ts';
import { Refused, verify } from './run.ts';

export interface Surroundings extends Outlet {
  readonly style: Style;
  /** The data folder of the local server. */
  readonly dataFolder: string;
  /** The token where the command line has none. */
  readonly token: string | undefined;
  /** Aborted, the run deletes what it has made and says how far it came. */
  readonly signal: AbortSignal;
}

const STOPPED = 130;

/**
 * @returns the exit code: 0, 1 when a check fails, 2 when the command line is wrong or the service cannot be asked,
 *   130 when stopped
 */
export const main = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  try {
    const request = parseCommandLine(args);
    if (request) return await run(request, surroundings);
    surroundings.out(help(GROUPS));
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const more = error instanceof UsageError ? '\nMore: npm run verify -- --help' : '';
    surroundings.error(`${error.message}${more}`);
    return 2;
  }
};

const run = async (request: VerifyRequest, surroundings: Surroundings): Promise<number> => {
  const { signal, out, style } = surroundings;
  const groups = selected(GROUPS, request.only);
  const target = await targetOf(request.url, request.token ?? surroundings.token, surroundings.dataFolder);
  const progress = progressOf(surroundings, request.json);
  const { parallel } = request;
  const report = await explained(target.tenantUrl, () =>
    verify({ target, groups, parallel, progress, signal }),
  );
  out(request.json ? jsonReport(report) : `\n${textReport(report, style)}`);
  await Promise.all(request.reports.map((file) => write(file, report)));
  if (report.stopped) return STOPPED;
  return isFlawless(report) ? 0 : 1;
};

const explained = async (tenantUrl: string, work: () => Promise<Report>): Promise<Report> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw new Failure(`${tenantUrl} refuses the token.`);
    if (error instanceof NoAnswer) throw new Failure(`No answer from ${tenantUrl}: ${error.message}.`);
    throw error;
  }
};

const write = async (file: string, report: Report): Promise<void> => {
  const format = FORMATS.find(({ ending }) => file.endsWith(ending));
  try {
    await writeFile(file, format?.render(report) ?? '');
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${Error.isError(error) ? error.message : String(error)}`);
  }
};
