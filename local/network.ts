/** Opening and closing HTTP servers. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** @throws Error of the system when the address cannot be had, `EADDRINUSE` when it is taken. */
export const listen = async (server: Server, port: number, host: string): Promise<void> => {
  server.listen(port, host);
  await once(server, 'listening');
};

export const portOf = (server: Server): number => boundTo(server).port;

/** The address of a server that listens everywhere is `::` or `0.0.0.0`. */
export const addressOf = (server: Server): string => boundTo(server).address;

const boundTo = (server: Server): AddressInfo => {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('the server does not listen on a port');
  return address;
};

/** Answers nothing more; connections that are open end with it. */
export const closeServer = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

/** For a process that has to be told its port; another one may take it in between. */
export const freePort = async (host: string): Promise<number> => {
  const server = createServer();
  await listen(server, 0, host);
  const port = portOf(server);
  await closeServer(server);
  return port;
};
