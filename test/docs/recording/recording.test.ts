/** How a session at a terminal becomes a picture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { plain } from '../../../local/command/style.ts';
import { greeting } from '../../../local/terminal.ts';
import { PROJECT } from '../support/documents.ts';
import { filmOf, type Line } from './film.ts';
import { hiding, type Output } from './session.ts';
import { svgOf } from './svg.ts';

const SIZE = { columns: 20, rows: 3 };

const textOf = (lines: readonly Line[] | undefined): readonly string[] | undefined =>
  lines?.map((line) => line.map(({ text }) => text).join(''));

const output = (...texts: readonly string[]): readonly Output[] =>
  texts.map((text, second) => ({ at: second * 1000, text }));

describe('a film', () => {
  test('ends with what the terminal shows in the end', async () => {
    const film = await filmOf(output('one\r\n', 'half', '\r\x1b[2Kwhole\r\n'), SIZE);
    expect(film.map(({ lines }) => textOf(lines))).toEqual([
      ['one', '', ''],
      ['one', 'half', ''],
      ['one', 'whole', ''],
    ]);
  });

  test('scrolls as the terminal does', async () => {
    const film = await filmOf(output('1\r\n2\r\n3\r\n4'), SIZE);
    expect(textOf(film.at(-1)?.lines)).toEqual(['2', '3', '4']);
  });

  test('leaves out what nobody could see', async () => {
    const busy = Array.from({ length: 500 }, (_, at) => ({ at, text: `\r${at}` }));
    const film = await filmOf(busy, SIZE);
    expect(film.length).toBeLessThan(130);
    expect(textOf(film.at(-1)?.lines)?.[0]).toBe('499');
  });

  test('tells styles and wide characters', async () => {
    const [frame] = await filmOf(output('a\x1b[1mb\x1b[22m\x1b[36m漢c\x1b[39m'), SIZE);
    expect(frame?.lines[0]).toMatchObject([
      { column: 0, width: 1, text: 'a', bold: false, colour: undefined },
      { column: 1, width: 1, text: 'b', bold: true },
      { column: 2, width: 3, text: '漢c', bold: false, colour: 6 },
    ]);
  });
});

describe('a picture', () => {
  const picture = async (...texts: readonly string[]): Promise<string> =>
    svgOf('a & b', await filmOf(output(...texts), SIZE), SIZE);

  test('shows markup as the text that it is', async () => {
    const svg = await picture('<b title="x">&');
    expect(svg).toContain('&lt;b title=&quot;x&quot;&gt;&amp;</tspan>');
    expect(svg).toContain('<title>a &amp; b</title>');
  });

  test('shows the end of the film, where nothing is animated', async () => {
    const svg = await picture('first', '\rother');
    expect(svg).toMatch(
      /<text class="while" style="animation-delay:0.00s;animation-duration:1.00s"[^>]*><tspan[^>]*>first</,
    );
    expect(svg).toMatch(/<text class="later" style="animation-duration:1.00s"[^>]*><tspan[^>]*>other</);
    expect(svg).toContain('.while { visibility: hidden;');
  });

  test('says when it is played faster', async () => {
    expect(await picture('x')).not.toContain('speed');
    expect(svgOf('', [{ at: 44_000, lines: [] }], SIZE)).toContain('>3× speed<');
  });
});

describe('a secret', () => {
  const SECRET = 'scim_4fTq2bLm9Z_secret';

  test('is hidden at its length, even in pieces', () => {
    const hidden = hiding(output(`a ${SECRET.slice(0, 18)}`, `${SECRET.slice(18)} b ${SECRET}`), SECRET);
    expect(hidden.map(({ text }) => text)).toEqual(['a scim_4fTq2bLm9Z_••', '•••• b scim_4fTq2bLm9Z_••••••']);
  });
});

describe('the documentation', () => {
  const svg = (name: string): string => readFileSync(join(PROJECT, 'docs', 'images', `${name}.svg`), 'utf8');
  /** Without spaces, since a picture has none where nothing is. */
  const textIn = (picture: string): string =>
    picture
      .replaceAll(/<[^>]*>|\s/g, '')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');

  test('shows what npm start says today', () => {
    const shown = textIn(svg('terminal-start'));
    const [token = ''] = /scim_\w{10}_•{49}/.exec(shown) ?? [];
    const url = 'http://127.0.0.1:8787/';
    const said = greeting({ tenantUrl: `${url}scim`, token, pageUrl: url, dataFolder: '.local' }, plain);
    expect(shown).toContain(said.replaceAll(/\s/g, ''));
  });

  test('shows a simulation without differences', () => {
    const shown = textIn(svg('terminal-simulate'));
    expect(shown).toContain('npmrunsimulate----cycles5');
    expect(shown).toMatch(/0failedrequests,0ofthem5xx,0differences\.$/);
  });
});
