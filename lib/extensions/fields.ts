import { nearest } from '../nearest.ts';
import type { Kind } from '../setting-kinds.ts';

/** Takes down what is wrong, as one sentence that says where and what to write. */
export type Report = (problem: string) => void;

/** The fields of an object in a declaration. */
export class Fields {
  readonly #object: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #report: Report;

  /** @param path where the object stands in its file; empty for the file itself */
  constructor(object: Readonly<Record<string, unknown>>, path: string, report: Report) {
    this.#object = object;
    this.#path = path;
    this.#report = report;
  }

  /** Where a field stands: `attributes[2].type`. */
  pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  /** The value of a field; the fallback where it is absent, and where it is wrong, which is reported. */
  optional<T>(name: string, kind: Kind<T>, fallback: T): T {
    return this.has(name) ? (this.required(name, kind) ?? fallback) : fallback;
  }

  /** The value of a field; undefined where it is absent or wrong, which is reported. */
  required<T>(name: string, kind: Kind<T>): T | undefined {
    if (!this.has(name)) {
      this.#report(`${this.pathOf(name)} is missing: write ${kind.expected}.`);
      return undefined;
    }
    const value = kind.parse(this.#object[name]);
    if (value === undefined) this.refuse(name, `write ${kind.expected}`);
    return value;
  }

  /** Reports a field that is of its kind and yet cannot be meant. */
  refuse(name: string, instead: string): void {
    const value = this.has(name) ? ` is ${shortened(this.#object[name])}` : ' is left out';
    this.#report(`${this.pathOf(name)}${value}: ${instead}.`);
  }

  /** Reports the fields that nobody would read. */
  only(names: readonly string[]): void {
    for (const name of Object.keys(this.#object)) {
      if (names.includes(name)) continue;
      const meant = nearest(name, names);
      const hint = meant ? `did you mean ${meant}?` : `write one of ${names.join(', ')}.`;
      this.#report(`${this.pathOf(name)} is not read: ${hint}`);
    }
  }
}

const LONGEST = 60;

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};
