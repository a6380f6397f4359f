/**
 * Who may see the page: a browser of this machine, and nobody else. The page shows a token, so a name that
 * somebody else's DNS points at 127.0.0.1 (DNS rebinding) and a tunnel that ends at this port are kept out.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** `127.0.0.0/8` (RFC 1122 §3.2.1.3) and `::1` (RFC 4291 §2.5.3), as a socket has them. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);

/** A Host header that only this machine can mean, with any port: it may be forwarded. */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host);

/** What proxies and tunnels add, and browsers do not. */
const HANDED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'cf-connecting-ip'] as const;

/** Whether a proxy has been between: then whoever asks may be anywhere, whatever the Host header says. */
export const isHandedOn = (headers: IncomingHttpHeaders): boolean =>
  HANDED_ON.some((name) => headers[name] !== undefined);
