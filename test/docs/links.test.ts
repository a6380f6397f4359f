/** Whatever a document points at is there. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { blocksIn, codeIn, DOCUMENTS, type Document, PROJECT, withoutBlocks } from './support/documents.ts';

const LINK = /\]\(([^)\s]+)\)|<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)="([^"]+)"/g;
const HEADING = /^#+ (.*)$/gm;
const ELSEWHERE = /^(?:https?|mailto):/;
/** A file or a folder of the project; `…` and `<…>` stand for something else. */
const PATH = /^(?:\.ci|bench|bin|docs|lambda|lib|local|test)\/[\w./-]+$/;

const linksIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(LINK)]
    .map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '')
    .filter((link) => !ELSEWHERE.test(link));

/** As GitHub makes them of headings. */
const anchorsIn = (text: string): readonly string[] =>
  [...withoutBlocks(text).matchAll(HEADING)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );

const isBroken = ({ name, text }: Document, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  if (path === '') return !anchorsIn(text).includes(anchor ?? '');
  const file = join(PROJECT, name, '..', decodeURI(path));
  if (!existsSync(file)) return true;
  if (anchor === undefined) return false;
  return statSync(file).isDirectory() || !anchorsIn(readFileSync(file, 'utf8')).includes(anchor);
};

describe.each(DOCUMENTS.map((document) => [document.name, document] as const))('%s', (_, document) => {
  test('links to what is there', () => {
    expect(linksIn(document.text).filter((link) => isBroken(document, link))).toEqual([]);
  });

  test('names files that are there', () => {
    const paths = codeIn(document.text).filter((code) => PATH.test(code));
    expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });

  test('says of each block what language it is in', () => {
    const languages = blocksIn(document.text).map(({ language }) => language);
    expect(languages.filter((language) => !/^(?:sh|text|json|ts|mermaid)$/.test(language))).toEqual([]);
  });
});

describe('a link that leads nowhere', () => {
  const document = { name: 'docs/some.md', text: '# A heading, `code`\n' };

  test.each(['none.md', 'deploy.md#none', '#none', 'images#deploy', '../docs/none/'])(
    'is found: %s',
    (link) => {
      expect(isBroken(document, link)).toBe(true);
    },
  );

  test.each(['deploy.md', 'deploy.md#settings', '#a-heading-code', '../README.md', 'adr'])(
    'is none: %s',
    (link) => {
      expect(isBroken(document, link)).toBe(false);
    },
  );
});
