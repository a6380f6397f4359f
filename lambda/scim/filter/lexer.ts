import { invalidFilter } from '../error.ts';
import { isStorable } from '../fold.ts';

/**
 * A piece of a filter. A word is an attribute name with its URN, a keyword, a number, or a value that somebody
 * left unquoted: which of them, only its place tells. The text of a string is what it means, escapes resolved.
 */
export interface Token {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']' | 'end';
  readonly text: string;
  /** Index in the filter at which the token starts. */
  readonly start: number;
}

const SPACE = /\s*/y;
const WORD = /[^\s()[\]"]+/y;

/** Takes a filter apart, one token at a time, in time linear in its length. */
export class Lexer {
  readonly #text: string;
  #position: number;
  #peeked: Token | undefined;

  constructor(text: string, position = 0) {
    this.#text = text;
    this.#position = position;
  }

  /** The next token, which stays the next one. @throws ScimError 400 invalidFilter */
  peek(): Token {
    this.#peeked ??= this.#read();
    return this.#peeked;
  }

  /** The next token, which is done with. @throws ScimError 400 invalidFilter */
  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    return token;
  }

  #read(): Token {
    this.#take(SPACE);
    const start = this.#position;
    const first = this.#text.charAt(start);
    switch (first) {
      case '':
        return { kind: 'end', text: first, start };
      case '(':
      case ')':
      case '[':
      case ']':
        this.#position += 1;
        return { kind: first, text: first, start };
      case '"':
        return { kind: 'string', text: this.#string(), start };
      default:
        return { kind: 'word', text: this.#take(WORD), start };
    }
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#position;
    const [taken = ''] = pattern.exec(this.#text) ?? [];
    this.#position += taken.length;
    return taken;
  }

  /** A string is JSON's own (RFC 7159 §7), so JSON.parse reads it once its end is found. */
  #string(): string {
    const start = this.#position;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    if (end >= this.#text.length) throw invalidFilter(`the string at character ${start + 1} is not closed`);
    this.#position = end + 1;

    const value = parseJson(this.#text.slice(start, this.#position));
    if (typeof value === 'string' && isStorable(value)) return value;
    throw invalidFilter(`the string at character ${start + 1} holds an escape or a character not allowed`);
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const LONGEST_QUOTE = 120;

/**
 * What a client wrote, cut to a length fit for the sentence of an error. Always well-formed: half a surrogate pair,
 * which an escape of JSON can write and the cut can leave, would make an answer that strict clients refuse
 * (RFC 8259 §8.2).
 */
export const quote = (written: string): string => {
  const text = written.slice(0, LONGEST_QUOTE).toWellFormed();
  return written.length > LONGEST_QUOTE ? `"${text}…"` : `"${text}"`;
};
