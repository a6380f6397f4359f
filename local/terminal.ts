/** What the local server says at the terminal. */
import type { Exchange } from './api-gateway/http.ts';
import type { Style } from './command/style.ts';
import type { LogLine } from './lambda/function.ts';
import type { LocalServer } from './server.ts';

type Greeted = Pick<LocalServer, 'tenantUrl' | 'token' | 'pageUrl' | 'dataFolder'>;

/** Whatever a user needs next. Each command works as it is pasted. */
export const greeting = ({ tenantUrl, token, pageUrl, dataFolder }: Greeted, style: Style): string => {
  const user = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com"}';
  const curl = (...lines: readonly string[]): string =>
    [`curl -H 'Authorization: Bearer ${token}'`, ...lines].join(' \\\n    ');
  const commands = [
    ['Create a user', curl("-H 'Content-Type: application/scim+json'", `-d '${user}'`, `${tenantUrl}/Users`)],
    ['Find it', curl(`-G ${tenantUrl}/Users`, `--data-urlencode 'filter=userName eq "ADA@example.com"'`)],
    ['See what is supported', curl(`${tenantUrl}/ServiceProviderConfig`)],
  ];
  return [
    '',
    style('bold', 'The SCIM service is running, wired as it deploys.'),
    '',
    `  Tenant URL    ${style('cyan', tenantUrl)}`,
    `  Secret Token  ${style('cyan', token)}`,
    `  Data          ${dataFolder ?? 'in memory; gone when the server stops'}`,
    '',
    ...(pageUrl === undefined ? [] : [`  Open ${style('cyan', pageUrl)} to watch.`, '']),
    ...commands.flatMap(([title, command]) => [style('dim', `  # ${title}`), `  ${command}`, '']),
    style('dim', '  LOG=1 shows what the functions log. Ctrl-C stops everything.'),
    '',
  ].join('\n');
};

/** `12:04:31 GET /scim/Users?filter 200 14 ms`: names of parameters, since their values may be people's. */
export const requestLine = (exchange: Exchange, at: Date, style: Style): string => {
  const { method, path, queryNames, status, milliseconds } = exchange;
  const query = queryNames.length > 0 ? `?${queryNames.join('&')}` : '';
  const colour = status < 400 ? 'green' : status < 500 ? 'yellow' : 'red';
  return [
    style('dim', at.toTimeString().slice(0, 8)),
    method.padEnd(6),
    `${path}${query}`,
    style(colour, String(status)),
    style('dim', `${Math.round(milliseconds)} ms`),
  ].join(' ');
};

/** A line of a function's log. */
export const logLine = ({ functionName, line }: LogLine, style: Style): string =>
  `${style('dim', functionName)} ${line}`;
