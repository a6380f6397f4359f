/** Runs checks, and leaves nothing behind. */
import { randomBytes } from 'node:crypto';
import pMap from 'p-map';
import type { Progress } from '../command/progress.ts';
import type { Target } from '../replay/client.ts';
import { type Capabilities, discover, missing } from './capabilities.ts';
import { type Check, type Group, NotOffered } from './check.ts';
import { Mismatch } from './expect/answer.ts';
import { type Caller, callerOf, NoAnswer } from './http/caller.ts';
import { redactorOf, requestText, responseText } from './http/exchange.ts';
import type { FailureReport, GroupReport, Report, Result } from './report/report.ts';
import { deleteAll, type Run, Session } from './session.ts';
import { listOf, objectOf, textOf } from './values.ts';

export interface RunOptions {
  readonly target: Target;
  readonly groups: readonly Group[];
  /** The most checks at once. */
  readonly parallel: number;
  readonly progress: Progress;
  /** Aborted, the run ends as soon as what it made is deleted. */
  readonly signal: AbortSignal;
}

/** The service refuses the credential. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** @throws NoAnswer when nobody is there, Refused when the token is not taken */
export const verify = async (options: RunOptions): Promise<Report> => {
  const { target, signal } = options;
  const began = new Date();
  let requests = 0;
  const caller = callerOf(target);
  const call: Caller = (one) => {
    requests += 1;
    return caller(one);
  };
  const { status } = await call({ method: 'GET', path: '/ServiceProviderConfig' });
  if (status === 401) throw new Refused('the service refuses the token');

  const run = openRun(call, await discover(call), signal);
  const groups: GroupReport[] = [];
  const leftOver: string[] = [];
  for (const group of options.groups) {
    if (signal.aborted) break;
    const { report, left } = await runGroup(run, group, groups.length, options);
    groups.push(report);
    leftOver.push(...left);
  }
  leftOver.push(...(await run.common.cleanUp()));
  // Whoever was busy then may not be now.
  const left = [...(await deleteAll(call, leftOver)), ...(await sweep(run))];
  return {
    tenantUrl: redactorOf(target.token)(target.tenantUrl),
    began: began.toISOString(),
    seconds: (Date.now() - began.getTime()) / 1_000,
    requests,
    groups,
    leftOver: left,
    stopped: signal.aborted,
  };
};

const openRun = (call: Caller, capabilities: Capabilities, signal: AbortSignal): Run => {
  const run: Run = {
    call,
    capabilities,
    prefix: `verify${randomBytes(4).toString('hex')}`,
    signal,
    shared: new Map(),
    get common() {
      return common;
    },
  };
  const common = new Session(run, 'common');
  return run;
};

const runGroup = async (
  run: Run,
  { id, title, checks }: Group,
  index: number,
  { parallel, progress, signal }: RunOptions,
): Promise<{ readonly report: GroupReport; readonly left: readonly string[] }> => {
  const phase = progress.begin(title, checks.length);
  const left: string[] = [];
  const results = await pMap(
    checks.entries(),
    async ([place, check]) => {
      if (signal.aborted) return [];
      const session = new Session(run, `${index}x${place}`);
      const result = await runCheck(session, check);
      left.push(...(await session.cleanUp()));
      phase.step();
      // What the stop itself has broken says nothing about the service.
      return signal.aborted && result.outcome === 'failed' ? [] : [result];
    },
    { concurrency: parallel },
  );
  phase.end();
  return { report: { id, title, results: results.flat() }, left };
};

const runCheck = async (session: Session, check: Check): Promise<Result> => {
  const { id, title, source, needs, deviation } = check;
  const told = { id, title, source, ...(deviation !== undefined && { deviation }) };
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  try {
    const lacks = await missing(needs, session.capabilities);
    if (lacks.length > 0) return { ...told, outcome: 'not offered', milliseconds: since(), lacks };
    await check.run(session);
    return { ...told, outcome: 'passed', milliseconds: since() };
  } catch (error) {
    if (error instanceof NotOffered)
      return { ...told, outcome: 'not offered', milliseconds: since(), lacks: [error.message] };
    return { ...told, outcome: 'failed', milliseconds: since(), failure: failureOf(error) };
  }
};

const failureOf = (error: unknown): FailureReport => {
  if (!(error instanceof Mismatch))
    return { differences: [], message: Error.isError(error) ? error.message : String(error) };
  return {
    differences: error.differences,
    message: error.message,
    request: requestText(error.answer),
    response: responseText(error.answer),
  };
};

/** What was made by requests whose answers were lost, found by the prefix in its name. */
const sweep = async (run: Run): Promise<readonly string[]> => {
  if (!run.capabilities.features.has('filter')) return [];
  try {
    const found = await Promise.all([
      named(run.call, '/Groups', `displayName co "${run.prefix}"`),
      named(run.call, '/Users', `userName co "${run.prefix}"`),
    ]);
    return await deleteAll(run.call, found.flat());
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return [`whatever has ${run.prefix} in its name`];
  }
};

const named = async (call: Caller, endpoint: string, filter: string): Promise<readonly string[]> => {
  const { body } = await call({
    method: 'GET',
    path: `${endpoint}?attributes=id&filter=${encodeURIComponent(filter)}`,
  });
  return listOf(objectOf(body)['Resources']).map(({ id }) => `${endpoint}/${textOf(id)}`);
};
