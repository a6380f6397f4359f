import { type ScimError, tooMany } from './error.ts';
import { type JsonObject, quotedBytes } from './json.ts';

/** The largest body in bytes, as the string within JSON that Lambda hands on: its 6 MB, less the headers. */
const MAX_ANSWER_BYTES = 6_000_000;

/** Whether a serialized body is one that Lambda can hand on. */
export const fitsAnswer = (text: string): boolean => quotedBytes(text) <= MAX_ANSWER_BYTES;

/** The most elements of a list that an answer has room for, if all of them are like this one. */
export const mostInAnswer = (element: JsonObject): number =>
  Math.floor(MAX_ANSWER_BYTES / (quotedBytes(`${JSON.stringify(element)},`) - '""'.length));

export const answerTooLarge = (): ScimError =>
  tooMany('the answer is too large; leave out what makes it so, as with excludedAttributes=members');
