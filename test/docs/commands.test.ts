/** Whatever a document tells its readers to type does what the document says. */

import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plain } from '../../local/command/style.ts';
import { greeting } from '../../local/terminal.ts';
import { type Checkout, checkout } from './support/checkout.ts';
import {
  NEEDS_AWS,
  PREPARING,
  REHEARSED,
  RUN,
  RUN_BY_CI,
  RUN_ELSEWHERE,
  RUN_IN_BROWSER_TESTS,
  SERVING,
} from './support/commands.ts';
import { DOCUMENTS, PROJECT } from './support/documents.ts';
import { run, type Serving, serve } from './support/shell.ts';
import { commandsIn, scriptsIn } from './support/written.ts';

const LIMIT_MS = 600_000;
/** Ids that a reader takes from what a command has shown. */
const SHOWN: ReadonlyMap<string, RegExp> = new Map([
  ['TOKEN_ID', /scim_(\w{10})_/],
  ['CLIENT_ID', /(client-\w{12})/],
  ['CLIENT_SECRET', /(scim_cs_\w{10}_\w{49})/],
  ['SECRET_ID', /scim_cs_(\w{10})_/],
]);
const GUIDES = DOCUMENTS.filter(({ name }) => /^(?:README|CONTRIBUTING|docs\/.*)\.md$/.test(name));
const WRITTEN = new Set(GUIDES.flatMap(({ text }) => commandsIn(text)));
const CLASSES: readonly string[] = [
  ...PREPARING,
  ...SERVING,
  ...RUN.keys(),
  ...RUN_BY_CI,
  ...RUN_ELSEWHERE.keys(),
  ...RUN_IN_BROWSER_TESTS,
  ...REHEARSED.keys(),
  ...NEEDS_AWS.keys(),
];

const source = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');
const somewhereIn = (files: string, text: string): boolean =>
  globSync(files, { cwd: PROJECT }).some((file) => source(file).includes(text));

describe('every command of the guides', () => {
  test('is in one class, and no other command is', () => {
    expect(CLASSES.toSorted()).toEqual([...WRITTEN].toSorted());
  });

  test('that is a script alone is one of package.json', () => {
    const { scripts } = JSON.parse(source('package.json'));
    const named = GUIDES.flatMap(({ text }) => scriptsIn(text));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  test.each(RUN_BY_CI.filter((command) => command !== 'bash .ci/run'))('is run by CI: %s', (command) => {
    const [whole = ''] = command.split(' -- ');
    expect(source('.ci/run')).toMatch(new RegExp(`${whole}(?:['\\n]| &&| --| >)`));
  });

  test.each([...REHEARSED])('is run by the rehearsal: %s', (_, code) => {
    expect(somewhereIn('local/rehearsal/**/*.ts', code)).toBe(true);
  });

  test.each([...RUN_ELSEWHERE])('is run by another suite: %s', (_, [file, code]) => {
    expect(source(file)).toContain(code);
  });

  test.each(RUN_IN_BROWSER_TESTS)('is run by a test in a browser: %s', (command) => {
    expect(somewhereIn('test/**/*.browser.ts', command)).toBe(true);
  });
});

describe('in a checkout of its own', () => {
  let project: Checkout;
  let serving: Serving;
  /** As a reader has set them, by what was shown before. */
  let variables: Record<string, string>;

  beforeAll(async () => {
    project = await checkout();
    for (const command of PREPARING) expect(await run(command, project)).toMatchObject({ status: 0 });
    serving = await serve(SERVING[0] ?? '', project);
    const { awsEndpoint } = JSON.parse(await readFile(join(project.folder, '.local', 'server.json'), 'utf8'));
    variables = {
      URL: serving.target.tenantUrl,
      TOKEN: serving.target.token,
      // A command for a deployed stack finds Lambda here.
      AWS_ENDPOINT_URL_LAMBDA: awsEndpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
  }, LIMIT_MS);

  afterAll(async () => {
    await serving?.stop();
    await project?.remove();
  }, LIMIT_MS);

  test.each([...RUN])(
    '%s',
    async (command, said) => {
      const outcome = await run(command, project, variables);
      expect(outcome).toEqual({ status: 0, output: expect.stringMatching(said) });
      for (const [name, shown] of SHOWN) {
        const [, id] = shown.exec(outcome.output) ?? [];
        if (id !== undefined) variables[name] = id;
      }
    },
    LIMIT_MS,
  );

  test.each(SERVING.slice(1))(
    '%s',
    async (command) => {
      const { target, stop } = await serve(command, project);
      const { status } = await fetch(`${target.tenantUrl}/Users`, {
        headers: { Authorization: `Bearer ${target.token}` },
      });
      expect(status).toBe(200);
      expect((await stop()).output).toContain('The SCIM service is running');
    },
    LIMIT_MS,
  );

  test(
    'what npm start says to paste, in its order',
    async () => {
      const { tenantUrl, token } = serving.target;
      const said = greeting({ tenantUrl, token, pageUrl: undefined, dataFolder: undefined }, plain);
      const answers: string[] = [];
      for (const [command] of said.matchAll(/^ {2}curl (?:.*\\\n)*.*$/gm)) {
        answers.push((await run(`${command} --silent`, project)).output);
      }
      expect(answers.map((answer) => JSON.parse(answer))).toEqual([
        expect.objectContaining({ userName: 'ada@example.com' }),
        expect.objectContaining({ totalResults: 1 }),
        expect.objectContaining({ patch: { supported: true } }),
      ]);
    },
    LIMIT_MS,
  );
});
