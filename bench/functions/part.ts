import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { functionEnvironment } from '../../local/lambda/environment.ts';
import type { FunctionDefinition } from '../../local/lambda/function.ts';
import { synthesizeService } from '../../local/synthesize.ts';
import { readDeployment } from '../../local/template/deployment.ts';
import { markdownTable } from '../markdown.ts';
import type { Part } from '../part.ts';
import { median, rounded } from '../statistics.ts';
import { bundle } from './bundle.ts';

interface Figures {
  /** Bytes of the bundle. */
  readonly bytes: number;
  /** Medians of importing it in a fresh process, milliseconds, of the clock and of the CPU. */
  readonly importMs: number;
  readonly cpuMs: number;
  /** CPU time against the document client alone: what else the machine does has little part in it. */
  readonly ratio: number;
}

type Results = Readonly<Record<string, Figures>>;

/** Those that answer requests. */
const ANSWERING = ['users', 'groups', 'bulk', 'search', 'discovery'];
const BASELINE = 'the document client alone';
const LARGEST_KB = 450;
const SLOWEST_RATIO = 1.3;
const KILOBYTE = 1_024;
const RUNS = { full: 15, quick: 3 } as const;

/** Nothing is called while a function is imported. */
const NOWHERE = 'http://127.0.0.1:9';

export const functionsPart: Part<Results> = {
  name: 'functions',
  about: 'size and import time of each deployed bundle, against the SDK’s document client alone',
  measure: async (size, say) => {
    await using undo = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'scim-bench-'));
    undo.defer(() => rm(folder, { recursive: true }));
    say('synthesizing the app');
    const { functions } = readDeployment(await synthesizeService(folder));
    const baseline = await bundle(join(import.meta.dirname, 'document-client.ts'), join(folder, 'baseline'));
    const [anyone] = functions;
    if (anyone === undefined) throw new Error('no function is deployed');
    const candidates: readonly Candidate[] = [
      { name: BASELINE, file: baseline, environment: environmentOf(anyone) },
      ...functions.map((one) => ({
        name: one.name.split('-').at(-1) ?? one.name,
        file: join(one.codeFolder, 'index.mjs'),
        environment: environmentOf(one),
      })),
    ];
    say(`importing each of ${candidates.length} bundles ${RUNS[size]} times, in turns`);
    return await figuresOf(candidates, RUNS[size]);
  },
  report: (results) =>
    markdownTable(
      ['bundle', 'KB', 'import ms', 'CPU ms', 'ratio'],
      Object.entries(results).map(([name, { bytes, importMs, cpuMs, ratio }]) => [
        name,
        (bytes / KILOBYTE).toFixed(0),
        importMs.toFixed(1),
        cpuMs.toFixed(1),
        ratio.toFixed(2),
      ]),
    ),
  targets: (results) =>
    ANSWERING.flatMap((name) => {
      const { bytes = Number.NaN, ratio = Number.NaN } = results[name] ?? {};
      return [
        { what: `bundle of ${name}`, measured: bytes / KILOBYTE, atMost: LARGEST_KB, unit: 'KB' },
        { what: `import of ${name}`, measured: ratio, atMost: SLOWEST_RATIO, unit: 'times' },
      ];
    }),
};

interface Candidate {
  readonly name: string;
  readonly file: string;
  readonly environment: Record<string, string>;
}

const environmentOf = (definition: FunctionDefinition): Record<string, string> =>
  functionEnvironment(definition, {
    dynamodb: NOWHERE,
    secretsManager: NOWHERE,
    lambda: NOWHERE,
    eventBridge: NOWHERE,
    apiGateway: NOWHERE,
  });

const figuresOf = async (candidates: readonly Candidate[], runs: number): Promise<Results> => {
  const samples = new Map(candidates.map(({ name }) => [name, [] as Sample[]]));
  for (let run = 0; run < runs; run += 1) {
    for (const candidate of candidates) samples.get(candidate.name)?.push(await importOf(candidate));
  }
  const medianOf = (name: string, what: keyof Sample) =>
    median((samples.get(name) ?? []).map((sample) => sample[what]));
  const figures = candidates.map(async ({ name, file }): Promise<readonly [string, Figures]> => {
    const cpuMs = medianOf(name, 'cpuMs');
    return [
      name,
      {
        bytes: (await stat(file)).size,
        importMs: rounded(medianOf(name, 'importMs'), 1),
        cpuMs: rounded(cpuMs, 1),
        ratio: rounded(cpuMs / medianOf(BASELINE, 'cpuMs')),
      },
    ];
  });
  return Object.fromEntries(await Promise.all(figures));
};

type Sample = Pick<Figures, 'importMs' | 'cpuMs'>;

const importOf = async ({ file, environment }: Candidate): Promise<Sample> => {
  const program = join(import.meta.dirname, 'import-time.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, file], { env: environment });
  return JSON.parse(stdout);
};
