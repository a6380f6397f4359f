import { isObject, type Json, type JsonObject } from '../json.ts';
import { referencesIn } from './references.ts';

/** A resource to be created, in two parts. */
export interface Parted {
  /** Without what refers to others. */
  readonly alone: Json;
  /** What does, each attribute where it stands in the resource: to be added afterwards. */
  readonly links: JsonObject;
}

/**
 * Takes apart a resource that refers to others which are created with it, in a circle, and so can exist before them
 * only without these references: of an attribute with several values those that refer to them, else all of it.
 */
export const parted = (data: Json, others: ReadonlySet<string>): Parted =>
  isObject(data) ? inParts(data, others, EXTENSION) : { alone: data, links: {} };

/** @param apart the names of what is not taken as a whole, but apart in its turn */
const inParts = (data: JsonObject, others: ReadonlySet<string>, apart: RegExp | undefined): Parted => {
  const refers = (value: Json) => !referencesIn(value).isDisjointFrom(others);
  const alone: [string, Json][] = [];
  const links: [string, Json][] = [];
  for (const [name, value] of Object.entries(data)) {
    if (!refers(value)) {
      alone.push([name, value]);
    } else if (Array.isArray(value)) {
      alone.push([name, value.filter((element) => !refers(element))]);
      links.push([name, value.filter(refers)]);
    } else if (isObject(value) && apart?.test(name)) {
      const within = inParts(value, others, undefined);
      alone.push([name, within.alone]);
      links.push([name, within.links]);
    } else {
      links.push([name, value]);
    }
  }
  return { alone: Object.fromEntries(alone), links: Object.fromEntries(links) };
};

/** The attributes of an extension stand under its URN (RFC 7643 §3.3). */
const EXTENSION = /^urn:/i;
