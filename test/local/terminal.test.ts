import { describe, expect, test } from '@jest/globals';
import { coloured, plain, styleFor } from '../../local/command/style.ts';
import { explain } from '../../local/explain.ts';
import { greeting, logLine, requestLine } from '../../local/terminal.ts';

const exchange = {
  method: 'GET',
  path: '/scim/Users',
  queryNames: ['filter', 'count'],
  status: 200,
  milliseconds: 14.4,
};
const at = new Date(2026, 10, 24, 12, 4, 31);

test('a request is one line, without values of its query string', () => {
  expect(requestLine(exchange, at, plain)).toBe('12:04:31 GET    /scim/Users?filter&count 200 14 ms');
  expect(requestLine({ ...exchange, queryNames: [] }, at, plain)).toBe(
    '12:04:31 GET    /scim/Users 200 14 ms',
  );
});

test('what a function logs is shown with its name', () => {
  expect(logLine({ functionName: 'Users', line: '{"level":"INFO"}' }, plain)).toBe('Users {"level":"INFO"}');
});

describe('the greeting', () => {
  const server = {
    tenantUrl: 'http://127.0.0.1:8787/scim',
    token: 'scim_key_secret',
    pageUrl: 'http://127.0.0.1:8787/',
    dataFolder: '/home/ada/.local',
  };
  const text = greeting(server, plain);

  test('has what an administrator enters, and where data is kept', () => {
    expect(text).toContain('Tenant URL    http://127.0.0.1:8787/scim\n');
    expect(text).toContain('Secret Token  scim_key_secret\n');
    expect(text).toContain('Data          /home/ada/.local\n');
  });

  test('has three commands to paste', () => {
    expect(text.match(/^ {2}curl /gm)).toHaveLength(3);
  });

  test('says when nothing is kept', () => {
    expect(greeting({ ...server, dataFolder: undefined }, plain)).toContain('in memory');
  });

  test('names the page, where there is one', () => {
    expect(text).toContain('Open http://127.0.0.1:8787/ to watch.');
    expect(greeting({ ...server, pageUrl: undefined }, plain)).not.toContain('to watch');
  });
});

describe('colour', () => {
  test('is for terminals, and for those who want it', () => {
    expect(styleFor(true, {})).toBe(coloured);
    expect(styleFor(false, {})).toBe(plain);
    expect(styleFor(true, { NO_COLOR: '1' })).toBe(plain);
  });

  test('changes nothing but the looks', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    const line = requestLine({ ...exchange, status: 404 }, at, coloured);
    expect(line).toMatch(escapes);
    expect(line.replaceAll(escapes, '')).toBe(requestLine({ ...exchange, status: 404 }, at, plain));
  });
});

describe('a server that does not start says why', () => {
  const failure = (properties: object): Error => Object.assign(new Error('as it is'), properties);

  test.each([
    [{ code: 'EADDRINUSE', port: 8787 }, /^Port 8787 is in use\..*PORT=8788 npm start$/],
    [{ code: 'EACCES', port: 80 }, /^Port 80 may not be opened\./],
    [{ code: 'EACCES', path: '/root/.local' }, /^\/root\/\.local may not be written\. .*SCIM_DATA/],
    [{ code: 'ENOTFOUND' }, /^HOST is no address of this machine\./],
    [{ code: 'EADDRNOTAVAIL', port: 8787 }, /^HOST is no address of this machine\./],
    [{ code: 'ENOENT', path: '/none/ready.json' }, /^\/none\/ready\.json cannot be written: /],
    [{ code: 'EEXIST', path: '/etc/passwd' }, /^\/etc\/passwd is not a folder\. .*SCIM_DATA/],
    [{}, /^as it is$/],
  ])('%j', (properties, sentence) => {
    expect(explain(failure(properties))).toMatch(sentence);
  });
});
