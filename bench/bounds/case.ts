import type { Json } from '../../lambda/scim/json.ts';

/** An input that is meant to cost much: the text of about `size` characters, and what has to bear it once parsed. */
export interface Case {
  readonly text: (size: number) => string;
  readonly run: (input: Json) => unknown;
}

export type Cases = Readonly<Record<string, Case>>;

/** As many pieces, joined by commas, as fit `size`. */
export const fill = (size: number, piece: (index: number) => string): string => {
  const pieces: string[] = [];
  for (let length = 0, index = 0; length < size; index++) {
    const next = piece(index);
    pieces.push(next);
    length += next.length + 1;
  }
  return pieces.join();
};

export const times = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join();

export const BRACKETS = '['.repeat(100_000) + ']'.repeat(100_000);
