/** How the life of a credential is shown to people. */
import { endingOf, type Life } from '../../lambda/tenancy/credential/life.ts';

const DAY = 86_400_000;
/** From when on it is said how soon a credential ends, ms. */
const SOON = 30 * DAY;

export const dayOf = (date: string): string => date.slice(0, 10);

/** The cells of a row in a table of credentials, under `LIFE_HEADINGS`. @param now epoch milliseconds */
export const lifeCells = (life: Life, now = Date.now()): readonly string[] => [
  dayOf(life.created),
  life.expires === undefined ? 'never' : dayOf(life.expires),
  life.lastUsed === undefined ? 'never' : life.lastUsed.slice(0, 16).replace('T', ' '),
  statusOf(life, now),
];

export const LIFE_HEADINGS = ['created', 'expires', 'last used', 'status'] as const;

const statusOf = (life: Life, now: number): string => {
  const ending = endingOf(life, now);
  if (ending) return ending;
  const left = life.expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(life.expires) - now;
  return left > SOON ? 'active' : `active, ends ${inDays(left)}`;
};

const inDays = (left: number): string => {
  const days = Math.floor(left / DAY);
  if (days === 0) return 'within a day';
  return days === 1 ? 'in a day' : `in ${days} days`;
};
