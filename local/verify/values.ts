/** Reading what may be anything. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** An empty one where it is none. */
export const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** The objects of a list; none where it is no list. */
export const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** A text as it is, and all else as JSON. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
