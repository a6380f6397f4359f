/** `npm run explore`: crashes, faults and races, as many as there is time for. */
import { Failure } from '../../local/admin/error.ts';
import { pairs } from '../../local/admin/table.ts';
import { startDatabase } from '../../local/database.ts';
import { TABLE } from '../harness/table.ts';
import { type ExploreRequest, HELP, parseCommandLine } from './command-line.ts';
import { everyCrash } from './crashes.ts';
import { createExplorer, described, type Explorer, type Finding } from './explorer.ts';
import { startKillableEngine } from './killable-engine.ts';
import { PLANTS } from './plants.ts';
import { parseName, replay } from './replay.ts';
import { drawSchedule, runSchedule, type Schedule } from './schedules.ts';

/** What was explored, and how much of it. */
interface Totals {
  runs: number;
  deaths: number;
  calls: number;
  violations: number;
}

const explore = async (request: ExploreRequest): Promise<number> => {
  await using engines = new AsyncDisposableStack();
  const database = await startDatabase({ table: TABLE });
  engines.defer(database.stop);
  const killable = await startKillableEngine();
  engines.defer(killable.stop);
  const plant = request.plant === undefined ? undefined : PLANTS[request.plant];
  const explorer = createExplorer({ endpoint: () => database.endpoint, ...(plant && { plant }) });
  const onFile = createExplorer({
    endpoint: killable.endpoint,
    killEngine: killable.kill,
    ...(plant && { plant }),
  });

  if (request.replay !== undefined) {
    const named = parseName(request.replay);
    const isKill = 'schedule' in named && named.schedule.kind === 'kill';
    const finding = await replay(isKill ? onFile : explorer, named);
    console.log([finding.name, ...finding.trace.map((line) => `  ${line}`)].join('\n'));
    return finding.violations.length;
  }

  const crashes = emptyTotals();
  for (const operation of request.operations) {
    const ofOperation = emptyTotals();
    for (let order = 0; order < request.orders; order += 1) {
      for await (const finding of everyCrash(explorer, operation, `${request.seed}.${order}`)) {
        report(finding, request);
        add(ofOperation, finding);
        add(crashes, finding);
      }
    }
    console.error(`${operation.name}: ${ofOperation.deaths} crashes, ${ofOperation.violations} violations`);
  }
  const schedules = await exploreSchedules(explorer, 'schedule', request.schedules, request);
  const kills = await exploreSchedules(onFile, 'kill', request.kills, request);
  const all = [crashes, schedules, kills];
  const violations = sum(all, 'violations');
  console.log(
    pairs({
      operations: String(request.operations.length),
      'crashes of one client': String(crashes.deaths),
      'schedules of several': `${schedules.runs}, with ${schedules.deaths} crashes`,
      'schedules with kills of the engine': `${kills.runs}, with ${kills.deaths} crashes`,
      'calls of the database': String(sum(all, 'calls')),
      violations: String(violations),
    }),
  );
  return violations;
};

const exploreSchedules = async (
  explorer: Explorer,
  kind: Schedule['kind'],
  count: number,
  request: ExploreRequest,
): Promise<Totals> => {
  const totals = emptyTotals();
  for (let number = 0; number < count; number += 1) {
    const finding = await runSchedule(explorer, drawSchedule(kind, request.seed, number));
    report(finding, request);
    add(totals, finding);
    if ((number + 1) % 100 === 0) console.error(`${kind}s: ${number + 1}, ${totals.violations} violations`);
  }
  return totals;
};

const report = (finding: Finding, { plant }: ExploreRequest): void => {
  const text = described([finding], plant);
  if (text !== '') console.log(`${text}\n`);
};

const emptyTotals = (): Totals => ({ runs: 0, deaths: 0, calls: 0, violations: 0 });

const add = (totals: Totals, { deaths, operations, violations }: Finding): void => {
  totals.runs += 1;
  totals.deaths += deaths;
  totals.calls += operations.length;
  totals.violations += violations.length;
};

const sum = (all: readonly Totals[], what: keyof Totals): number =>
  all.reduce((total, one) => total + one[what], 0);

try {
  const request = parseCommandLine(process.argv.slice(2));
  if (request) process.exitCode = (await explore(request)) > 0 ? 1 : 0;
  else console.log(HELP);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
