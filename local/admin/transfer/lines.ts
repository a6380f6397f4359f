import type { Readable } from 'node:stream';
import { Failure } from '../error.ts';

const NEWLINE = 0x0a;
/** Longer than the longest line of an export, 400 KB of characters that JSON escapes. */
const LONGEST = 4_000_000;

/**
 * The lines of a stream, as bytes, with the newlines that end them. What splits at other marks, such as U+2028, would
 * split a name.
 * @throws Failure for a line that no export has
 */
export async function* linesOf(stream: Readable): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, begin)) {
      yield Buffer.concat([...pieces, chunk.subarray(begin, end + 1)]);
      pieces = [];
      length = 0;
      begin = end + 1;
    }
    pieces.push(chunk.subarray(begin));
    length += chunk.length - begin;
    if (length > LONGEST) throw new Failure('This is no export of a tenant: one of its lines is too long.');
  }
  if (length > 0) yield Buffer.concat(pieces);
}
