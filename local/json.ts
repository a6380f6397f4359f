/** JSON as a file or a message holds it, and a reader that says where something else than expected was found. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws SyntaxError when the text is no JSON. */
export const parseJson = (text: string): Json => JSON.parse(text);

/** Reads the members of one JSON object; each method throws an Error that names the place. */
export class JsonReader {
  readonly value: JsonObject;
  readonly #place: string;

  constructor(value: Json | undefined, place: string) {
    if (!isJsonObject(value)) throw new Error(`${place} is not an object`);
    this.value = value;
    this.#place = place;
  }

  has(name: string): boolean {
    return this.value[name] !== undefined;
  }

  string(name: string): string {
    const value = this.value[name];
    if (typeof value !== 'string') throw new Error(`${this.#place}.${name} is not a string`);
    return value;
  }

  optionalString(name: string): string | undefined {
    return this.has(name) ? this.string(name) : undefined;
  }

  /** Numbers may be written as strings: CloudFormation takes both. */
  number(name: string, otherwise: number): number {
    const value = this.value[name] ?? otherwise;
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) {
      throw new Error(`${this.#place}.${name} is not a number`);
    }
    return number;
  }

  boolean(name: string): boolean {
    const value = this.value[name] ?? false;
    if (typeof value !== 'boolean') throw new Error(`${this.#place}.${name} is not a boolean`);
    return value;
  }

  list(name: string): readonly Json[] {
    const value = this.value[name] ?? [];
    if (!Array.isArray(value)) throw new Error(`${this.#place}.${name} is not a list`);
    return value;
  }

  /** The object of that name; an empty one where there is none. */
  object(name: string): JsonReader {
    return new JsonReader(this.value[name] ?? {}, `${this.#place}.${name}`);
  }

  /** All members, which have to be strings. */
  strings(): ReadonlyMap<string, string> {
    return new Map(Object.keys(this.value).map((name) => [name, this.string(name)]));
  }

  names(): readonly string[] {
    return Object.keys(this.value);
  }
}
