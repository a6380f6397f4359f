import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { closeServer, listen, portOf } from '../../local/network.ts';
import { exchange, type Target } from '../../local/replay/client.ts';

describe('a kept connection that the other side has closed', () => {
  let server: Server;
  let target: Target;
  let requests: string[];

  beforeEach(async () => {
    requests = [];
    server = createServer(({ method = '', socket }, response) => {
      requests.push(method);
      // The second request finds the connection of the first.
      if (requests.length === 2) socket.resetAndDestroy();
      else response.end('done');
    });
    await listen(server, 0, '127.0.0.1');
    target = { tenantUrl: `http://127.0.0.1:${portOf(server)}`, token: 'x' };
    await exchange(target, 'GET', '/first');
  });
  afterEach(() => closeServer(server));

  test('is replaced by another one for a GET', async () => {
    expect(await exchange(target, 'GET', '/')).toMatchObject({ status: 200, text: 'done' });
    expect(requests).toEqual(['GET', 'GET', 'GET']);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'fails a %s, which may have been done already',
    async (method) => {
      await expect(exchange(target, method, '/', {}, '{}')).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(requests).toEqual(['GET', method]);
    },
  );
});
