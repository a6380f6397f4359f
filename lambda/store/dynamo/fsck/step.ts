import { inParallel } from '../parallel.ts';
import type { Table } from '../table.ts';
import { writing } from '../writing.ts';
import { confirmed, repaired } from './confirming.ts';
import { counters } from './counters.ts';
import { entries } from './entries.ts';
import { FAULTS, type Fault, type Suspicion } from './finding.ts';
import { resources } from './resources.ts';
import type { Check, Scope } from './scope.ts';
import { shards } from './shards.ts';
import { stubs } from './stubs.ts';
import { tombstones } from './tombstones.ts';
import { works } from './works.ts';

/** Where the next step goes on. */
export interface FsckState {
  readonly check: number;
  readonly at: string;
}

export interface Fsck {
  readonly table: Table;
  readonly tenant: string;
  readonly groupNames: 'unique' | 'any';
  /** Whether what is wrong is put right. */
  readonly repair: boolean;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Names this run in what it writes. */
  readonly requestId: string;
  /** Epoch milliseconds after which no further page is begun. */
  readonly until: number;
}

/** What is wrong, for people: it holds ids, and no value of an attribute. */
export interface Finding {
  readonly fault: Fault;
  readonly means: string;
  readonly where: string;
  /** What a repair does, or what a person has to do. */
  readonly remedy?: string;
  /** `noted` is no fault; `found` could be repaired or has to be looked at; `left` could not be repaired. */
  readonly outcome: 'noted' | 'found' | 'repaired' | 'left';
}

export interface FsckStep {
  /** Absent when everything has been checked. */
  readonly state?: FsckState;
  readonly findings: readonly Finding[];
  readonly progress: {
    /** What is being checked. */
    readonly check: string;
    /** How far the whole is, from 0 to 1. */
    readonly fraction: number;
    /** How many items this step began from. */
    readonly items: number;
  };
}

/** Work under way comes first: where it is finished, it explains nothing more. */
const CHECKS: readonly Check[] = [
  works,
  resources('User'),
  resources('Group'),
  shards,
  stubs,
  ...entries,
  counters('User'),
  counters('Group'),
  tombstones,
];

/** What is told of a page, and repaired at a time; an answer of Lambda's has a limit. */
const MOST_FINDINGS = 1_000;
/** How long the calls of a page may go on after its step should have ended, milliseconds. */
const GRACE = 120_000;

export const FIRST_STATE: FsckState = { check: 0, at: '' };

export const isState = (value: unknown): value is FsckState => {
  const { check, at } = Object(value);
  return Number.isInteger(check) && check >= 0 && check < CHECKS.length && typeof at === 'string';
};

/**
 * Checks a part of a tenant, as much as time allows and a page at least: every item that can be reached from
 * the tenant's partitions, a page of them at a time, each held against those that have to agree with it.
 * @throws Unavailable, after which the same step may be made again
 */
export const fsckStep = async (
  fsck: Fsck,
  from: FsckState,
  checks: readonly Check[] = CHECKS,
): Promise<FsckStep> => {
  const { table, tenant, groupNames, now, requestId, until } = fsck;
  const by = { tokenId: 'maintenance', requestId, sourceIp: '-', dialect: 'fsck' };
  const scope: Scope = { ...writing(table, tenant, { by, deadline: until + GRACE }), groupNames, now };
  const findings: Finding[] = [];
  let items = 0;
  let state = from;
  for (;;) {
    const check = checks[state.check];
    if (!check) return { findings, progress: { check: 'everything', fraction: 1, items } };
    const page = await check.page(scope, state.at);
    items += page.items.length;
    const all = await confirmed(scope, check, await check.examine(scope, page.items));
    const told = await settle(scope, check, all.slice(0, MOST_FINDINGS), fsck.repair);
    findings.push(...told);

    // Where more is wrong than is repaired at a time, the page is gone through again.
    const again = all.length > told.length && told.some(({ outcome }) => outcome === 'repaired');
    if (!again)
      state =
        page.next === undefined ? { check: state.check + 1, at: '' } : { check: state.check, at: page.next };
    const isOver = Date.now() >= until || findings.length >= MOST_FINDINGS;
    if (isOver && state.check < checks.length) {
      const fraction = (state.check + (state.at === '' ? 0 : (page.fraction ?? 0))) / checks.length;
      return { state, findings, progress: { check: check.title, fraction, items } };
    }
  }
};

/** Repairs go side by side: where two are of one item, one of them finds it changed, and looks again. */
const settle = (
  scope: Scope,
  check: Check,
  confirmedOnes: readonly Suspicion[],
  repair: boolean,
): Promise<readonly Finding[]> =>
  inParallel(
    confirmedOnes,
    async (one): Promise<Finding> => {
      const { fault, where, advice } = one;
      const remedy = one.repair?.does ?? advice;
      const outcome = await outcomeOf(scope, check, one, repair);
      return { fault, means: FAULTS[fault], where, ...(remedy !== undefined && { remedy }), outcome };
    },
    REPAIRS,
  );

/** How many repairs are under way at a time. */
const REPAIRS = 8;

const outcomeOf = async (
  scope: Scope,
  check: Check,
  finding: Suspicion,
  repair: boolean,
): Promise<Finding['outcome']> => {
  if (!finding.repair && finding.advice === undefined) return 'noted';
  if (!repair) return 'found';
  if (!finding.repair) return 'left';
  return (await repaired(scope, check, finding)) ? 'repaired' : 'left';
};
