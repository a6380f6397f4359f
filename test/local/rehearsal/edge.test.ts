import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { closeServer, listen, portOf } from '../../../local/network.ts';
import { startEdge } from '../../../local/rehearsal/edge.ts';
import { exchange } from '../../../local/replay/client.ts';

test('a request passes as it was sent, below the prefix and with the protocol; so does its answer', async () => {
  const seen: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ url: request.url, headers: request.headers, body });
      response.writeHead(418, { 'X-Answer': 'yes' }).end('short and stout');
    });
  });
  await listen(server, 0, '127.0.0.1');
  const target = `http://127.0.0.1:${portOf(server)}`;
  const edge = await startEdge({ target, prefix: '/api', protocol: 'https' });
  try {
    const caller = { tenantUrl: `${edge.url}/scim`, token: 't' };
    const answer = await exchange(caller, 'POST', '/Users?filter=a%2Bb', {}, 'höchst');
    expect(answer).toMatchObject({ status: 418, text: 'short and stout', headers: { 'x-answer': 'yes' } });
    expect(seen).toEqual([
      {
        url: '/api/scim/Users?filter=a%2Bb',
        headers: expect.objectContaining({
          authorization: 'Bearer t',
          host: new URL(edge.url).host,
          'x-forwarded-proto': 'https',
        }),
        body: 'höchst',
      },
    ]);
  } finally {
    await edge.stop();
    await closeServer(server);
  }
});
