/** The project's documents, as they are written. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '..', '..', '..');

export interface Document {
  /** Its path in the project. */
  readonly name: string;
  readonly text: string;
}

export const DOCUMENTS: readonly Document[] = globSync(['*.md', 'docs/**/*.md', 'bench/*.md'], {
  cwd: PROJECT,
})
  .toSorted()
  .map((name) => ({ name, text: readFileSync(join(PROJECT, name), 'utf8') }));

export interface Block {
  readonly language: string;
  readonly text: string;
}

const FENCED = /^( *)```([^\n]*)\n(.*?)^\1```$/gms;
const CODE = /`([^`]+)`/g;

export const blocksIn = (text: string): readonly Block[] =>
  [...text.matchAll(FENCED)].map(([, , language = '', block = '']) => ({ language, text: block }));

export const withoutBlocks = (text: string): string => text.replaceAll(FENCED, '');

/** What stands between two backticks in a line of text, as one line. */
export const codeIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(CODE)].map(([, code = '']) => code.replaceAll(/\s+/g, ' '));
