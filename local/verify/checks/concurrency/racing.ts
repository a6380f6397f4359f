/** Requests that race, and what has to come of them. */
import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { anything } from '../../expect/matcher.ts';
import type { Answer } from '../../http/exchange.ts';
import type { Resource } from '../../resource.ts';
import type { Session } from '../../session.ts';
import { atOnce, expectError, statusesOf } from '../support.ts';

export const AT_ONCE = 12;

/** Exactly one has won; all others are told why not. */
export const expectOneWinner = (
  answers: readonly Answer[],
  success: number,
  status: number,
  scimType?: string,
): Answer => {
  const won = answers.filter((answer) => answer.status === success);
  const [winner, ...others] = [...won, ...answers.filter((answer) => !won.includes(answer))];
  if (!winner) throw new Error('nobody has tried');
  expectThat(winner, won.length === 1, `exactly one ${success}`, statusesOf(answers).join(', '));
  for (const other of others) expectError(other, status, scimType);
  return winner;
};

export const usersOf = (scim: Session, count: number): Promise<readonly Resource[]> =>
  atOnce(count, () => scim.user());

export const expectAll = (answers: readonly Answer[], ...statuses: readonly number[]): void => {
  for (const answer of answers)
    if (!statuses.includes(answer.status)) expectAnswer(answer, { status: statuses, body: anything });
};
