/** A check as data: an expectation, whose it is, what it needs, and how it is tried. */
import type { Need } from './need.ts';
import type { Session } from './session.ts';

export interface Check {
  /** `group/name`, unique. */
  readonly id: string;
  /** What is expected, as a sentence. */
  readonly title: string;
  /** `RFC 7644 §3.3`, or the provider whose behaviour it is. */
  readonly source: string;
  /** Without one of these the check is not offered. */
  readonly needs: readonly Need[];
  /** What is done beside the RFCs because a provider needs it, and what they have in its place. */
  readonly deviation?: string;
  /** @throws Mismatch, or any other error, when it is not so; NotOffered */
  readonly run: (scim: Session) => Promise<unknown>;
}

export interface Group {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly Check[];
}

/** A check before it is in a group. */
export interface Draft extends Omit<Check, 'id' | 'needs'> {
  readonly name: string;
  readonly needs?: readonly Need[];
}

/** Thrown by a check that finds out only when it is tried that a server does not offer what it is about. */
export class NotOffered extends Error {
  override readonly name = 'NotOffered';
}

export const check = (
  name: string,
  source: string,
  title: string,
  run: Check['run'],
  more: Pick<Draft, 'needs' | 'deviation'> = {},
): Draft => ({ name, source, title, run, ...more });

/** Checks of one kind, all of which have these needs. */
export const group = (
  id: string,
  title: string,
  needs: readonly Need[],
  drafts: readonly Draft[],
): Group => ({
  id,
  title,
  checks: drafts.map(({ name, needs: more = [], ...draft }) => ({
    ...draft,
    id: `${id}/${name}`,
    needs: [...needs, ...more],
  })),
});
