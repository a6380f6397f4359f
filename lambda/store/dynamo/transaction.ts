import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { TooLarge } from '../error.ts';
import { type Action, type Found, parametersOf, transactItem } from './action.ts';
import type { Refusal } from './refusal.ts';
import { retrying } from './retry.ts';
import { translated } from './sdk-error.ts';
import type { Table } from './table.ts';

/** The most actions of a transaction of DynamoDB. */
export const MAX_ACTIONS = 100;

/**
 * Makes all of the writes or none; a single one as a plain write, which costs half. Conflicts, throttling and
 * lost answers are tried again until the deadline (epoch ms).
 * @returns the refusals of the actions whose guards did not hold; empty when everything is written
 * @throws TooLarge, Unavailable with the outcome unknown
 */
export const commit = async (
  table: Table,
  actions: readonly Action[],
  deadline: number,
): Promise<readonly Refusal[]> => {
  const [first, ...rest] = actions;
  if (first === undefined) return [];
  if (actions.length > MAX_ACTIONS) throw new TooLarge('the resource has too many indexed values');
  try {
    return rest.length === 0 && first.kind !== 'check'
      ? await writeAlone(table, first, deadline)
      : await writeTogether(table, actions, deadline);
  } catch (error) {
    throw translated(error);
  }
};

/**
 * An attempt whose answer was lost is repeated under its token, so that it takes effect once. A cancelled one
 * took none: the next goes under a new token, since the old one stands for the cancelled attempt.
 */
const writeTogether = (
  table: Table,
  actions: readonly Action[],
  deadline: number,
): Promise<readonly Refusal[]> => {
  const TransactItems = actions.map((action) => transactItem(table.name, action));
  let ClientRequestToken = randomUUID();
  return retrying(deadline, async (abortSignal) => {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }), {
        abortSignal,
      });
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      ClientRequestToken = randomUUID();
      const refusals = refusalsOf(actions, error);
      if (refusals.length === 0) throw error;
      return refusals;
    }
  });
};

/** Reasons stand in the order of the actions. */
const refusalsOf = (
  actions: readonly Action[],
  { CancellationReasons = [] }: TransactionCanceledException,
): readonly Refusal[] =>
  actions.flatMap((action, index) => {
    const reason = CancellationReasons[index];
    return reason?.Code === 'ConditionalCheckFailed' ? refusal(action, reason.Item) : [];
  });

const writeAlone = (
  table: Table,
  action: Exclude<Action, { readonly kind: 'check' }>,
  deadline: number,
): Promise<readonly Refusal[]> =>
  retrying(deadline, async (abortSignal) => {
    try {
      await sendAlone(table, action, abortSignal);
      return [];
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return refusal(action, error.Item);
    }
  });

const sendAlone = (
  { client, name }: Table,
  action: Exclude<Action, { readonly kind: 'check' }>,
  abortSignal: AbortSignal,
): Promise<unknown> => {
  const parameters = parametersOf(name, action);
  switch (action.kind) {
    case 'put':
      return client.send(new PutCommand({ ...parameters, Item: action.item }), { abortSignal });
    case 'update':
      return client.send(
        new UpdateCommand({ ...parameters, Key: action.key, UpdateExpression: action.expression }),
        { abortSignal },
      );
    case 'delete':
      return client.send(new DeleteCommand({ ...parameters, Key: action.key }), { abortSignal });
  }
};

const refusal = ({ guard }: Action, found: Found | undefined): Refusal[] =>
  guard ? [guard.refused(found)] : [];
