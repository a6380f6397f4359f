/** A run from Test Connection to the comparison. */
import type { Progress } from '../command/progress.ts';
import type { Target } from '../replay/client.ts';
import { compare, type Difference } from './compare.ts';
import type { Desired, Scope } from './desired.ts';
import { remember, testConnection } from './engine/connection.ts';
import { runCycle } from './engine/cycle.ts';
import type { Job } from './engine/job.ts';
import { Links } from './engine/links.ts';
import { readAllGroups, readAllUsers, readGroups } from './engine/reading.ts';
import { type Bearer, pasted } from './http/bearer.ts';
import { scimClient } from './http/client.ts';
import type { Exchange } from './http/exchange.ts';
import { paceOf } from './http/pace.ts';
import { Statistics } from './http/statistics.ts';
import { wireTo } from './http/wire.ts';
import { type Report, totalsOf } from './report.ts';
import { type DialectName, dialectOf } from './scim/dialect.ts';
import { idOf } from './scim/resource.ts';
import type { Directory } from './source/directory.ts';
import { evolutions } from './source/evolve.ts';

export interface SimulationOptions {
  readonly target: Target;
  /** What stands in the Authorization header; the token of the target when absent. */
  readonly bearer?: Bearer;
  readonly directory: Directory;
  readonly dialect: DialectName;
  readonly scope: Scope;
  /** How many incremental cycles follow the initial one. */
  readonly cycles: number;
  /** What happens in the directory between them follows from it. */
  readonly seed: string;
  /** The most requests at once. */
  readonly parallel: number;
  /** The most requests a second; undefined: no limit. */
  readonly rate: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Told each request that did not succeed. */
  readonly onFailure: (exchange: Exchange) => void;
}

/** @throws RequestFailed when the token is refused or nobody answers, so that going on would be of no use */
export const simulate = async (options: SimulationOptions): Promise<Report> => {
  const { target, parallel, progress, signal, dialect: dialectName, scope, cycles, seed } = options;
  const statistics = new Statistics();
  const wrongStatuses: Difference[] = [];
  let failures = 0;
  const dialect = dialectOf(dialectName);
  const client = scimClient({
    wire: wireTo(target.tenantUrl, options.bearer ?? pasted(target.token)),
    pace: paceOf(options.rate),
    statistics,
    query: dialect.query,
    signal,
    onFailure: (exchange) => {
      failures += 1;
      options.onFailure(exchange);
    },
    onWrongStatus: (exchange) => wrongStatuses.push(wrongStatus(exchange)),
  });
  const job: Job = { client, dialect, links: new Links(), progress, parallel, signal };
  const began = performance.now();
  const outcome = await unlessStopped(signal, async () => {
    const desired = await provision(job, options);
    return { desired, differences: await readAndCompare(job, desired) };
  });
  return {
    tenantUrl: target.tenantUrl,
    dialect: dialectName,
    scope,
    cycles,
    seed,
    users: outcome?.desired.users.size,
    groups: outcome?.desired.groups.size,
    seconds: (performance.now() - began) / 1000,
    ...totalsOf(statistics),
    failures,
    differences: outcome && [...wrongStatuses, ...outcome.differences],
  };
};

const provision = async (job: Job, options: SimulationOptions): Promise<Desired> => {
  const { directory, scope, seed, cycles } = options;
  await testConnection(job);
  await remember(job, directory);
  let desired: Desired = { users: new Map(), groups: new Map() };
  for (const [cycle, state] of evolutions(directory, seed, cycles).entries()) {
    job.progress.line(cycle === 0 ? '\nInitial cycle' : `\nIncremental cycle ${cycle} of ${cycles}`);
    desired = await runCycle(job, state, scope, cycle === 0);
  }
  return desired;
};

const readAndCompare = async (job: Job, desired: Desired): Promise<readonly Difference[]> => {
  job.progress.line('\nReading everything back');
  const users = await readAllUsers(job, 'read back');
  const listed = await readAllGroups(job, 'read back');
  const ours = job.links.ids();
  const [own, others] = [
    listed.filter((group) => ours.has(idOf(group))),
    listed.filter((group) => !ours.has(idOf(group))),
  ];
  const groups = [...(await readGroups(job, own.map(idOf))), ...others];
  return compare(desired, job.links, { users, groups });
};

/** @returns undefined when it was stopped before its end */
const unlessStopped = async <Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
};

const wrongStatus = ({ request, status }: Exchange): Difference => ({
  subject: `${request.method} ${request.path} (${request.operation})`,
  what: 'status',
  expected: [...request.expect],
  found: status,
});
