/** Records what a newcomer sees at the terminal, for the documentation: a part of `npm run screenshots`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../support/checkout.ts';
import { PROJECT } from '../support/documents.ts';
import { filmOf } from './film.ts';
import { hiding, type Output, type Size, startSession } from './session.ts';
import { svgOf } from './svg.ts';

const START = 'npm start';
const SIMULATE = 'npm run simulate -- --cycles 5';
const START_SIZE: Size = { columns: 114, rows: 33 };
const SIMULATE_SIZE: Size = { columns: 114, rows: 30 };
const INTERRUPT = '\x03';

const save = async (name: string, command: string, output: readonly Output[], size: Size): Promise<void> => {
  const file = join(PROJECT, 'docs', 'images', `${name}.svg`);
  await writeFile(file, svgOf(command, await filmOf(output, size), size));
};

const project = await checkout();
const server = startSession(START, project.folder, START_SIZE);
try {
  await server.says('Ctrl-C stops everything');
  const { token } = JSON.parse(await readFile(join(project.folder, '.local', 'server.json'), 'utf8'));
  await save('terminal-start', START, hiding(server.output(), token), START_SIZE);

  const simulation = startSession(SIMULATE, project.folder, SIMULATE_SIZE);
  await simulation.end;
  await save('terminal-simulate', SIMULATE, simulation.output(), SIMULATE_SIZE);
} finally {
  server.type(INTERRUPT);
  await server.end;
  await project.remove();
}
