/** `npm run openapi`: writes docs/openapi.json. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { JsonReader, parseJson } from '../json.ts';
import { openApi } from './document.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
export const DOCUMENT = join(PROJECT, 'docs', 'openapi.json');

/** The document of the service as it is, as the file has it. */
export const documentText = async (): Promise<string> => {
  const manifest = parseJson(await readFile(join(PROJECT, 'package.json'), 'utf8'));
  const version = new JsonReader(manifest, 'package.json').string('version');
  return `${JSON.stringify(openApi([USER, GROUP], version), undefined, 2)}\n`;
};

export const main = async (): Promise<void> => {
  await writeFile(DOCUMENT, await documentText());
};
