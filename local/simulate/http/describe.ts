/** A request and its answer for the person at the terminal. */
import type { Exchange } from './exchange.ts';

/** The most of a body that is shown, in characters. */
const SHOWN = 4_000;

/** @param redacted leaves tokens out, wherever they might stand */
export const describeExchange = (
  { request, status, text, milliseconds }: Exchange,
  redacted: (text: string) => string,
): string => {
  const { method, path, query, body } = request;
  const parameters = Object.entries(query ?? {}).map(([name, value]) => `${name}=${value}`);
  const lines = [
    `${request.operation}: ${method} ${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`,
    '  Authorization: Bearer (redacted)',
    ...(body ? [`  > ${shortened(JSON.stringify(body))}`] : []),
    `  < ${status === 0 ? 'no answer' : status} after ${Math.round(milliseconds)} ms ${shortened(text)}`.trimEnd(),
  ];
  return redacted(lines.join('\n'));
};

const shortened = (text: string): string =>
  text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
