/** An OpenID issuer on this machine: https by a certificate of its own, with keys that assertions are signed by. */
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { type Issuer, makeIssuer } from '../oauth/issuer.ts';

/** What is at the place of the keys. */
export type Published = 'keys' | 'redirect' | 'oversized' | 'nothing' | 'outage';

export interface IssuerServer extends Issuer {
  /** The host, with its port, as it has to be allowed. */
  readonly host: string;
  readonly jwksUri: string;
  /** What has to be trusted for it, PEM. */
  readonly certificate: string;
  /** Paths that were asked for, in their order. */
  readonly asked: readonly string[];
  publish(what: Published): void;
  stop(): Promise<void>;
}

/** At each path the same keys, so that a path that nobody has asked for yet is one that nobody remembers. */
export const startIssuer = async (): Promise<IssuerServer> => {
  const issuer = await makeIssuer(Date.now);
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const asked: string[] = [];
  let published: Published = 'keys';

  const answers: Readonly<Record<Published, (response: ServerResponse) => unknown>> = {
    keys: (response) => response.end(JSON.stringify(issuer.keys)),
    redirect: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    oversized: (response) => response.end(JSON.stringify({ ...issuer.keys, more: 'x'.repeat(100_000) })),
    nothing: (response) => response.writeHead(404).end(),
    outage: (response) => response.writeHead(503).end(),
  };
  const server: Server = createServer({ key, cert }, (request, response) => {
    asked.push(String(request.url));
    answers[published](response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...issuer,
    host,
    jwksUri: `https://${host}/keys`,
    certificate: cert,
    asked,
    publish: (what) => {
      published = what;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
