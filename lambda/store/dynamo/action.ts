import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { Refusal } from './refusal.ts';
import type { Item } from './table.ts';

/** An item that made a condition fail, in DynamoDB's own notation. */
export type Found = Record<string, AttributeValue>;

/** The values that an expression names with a colon. */
export type Values = Readonly<Record<string, unknown>>;

/** A condition on the item that is written, and what it means when the item does not meet it. */
export interface Guard {
  /** `#name` stands for the attribute of that name, `:name` for a value. */
  readonly condition: string;
  readonly values?: Values;
  /** `found` is undefined when there is no such item. */
  readonly refused: (found: Found | undefined) => Refusal;
}

/** One write, or one check beside writes, with the condition next to it. */
export type Action =
  | { readonly kind: 'put'; readonly item: Item; readonly guard?: Guard }
  | {
      readonly kind: 'update';
      readonly key: Key;
      readonly expression: string;
      readonly values: Values;
      readonly guard?: Guard;
    }
  | { readonly kind: 'delete'; readonly key: Key; readonly guard?: Guard }
  | { readonly kind: 'check'; readonly key: Key; readonly guard: Guard };

export const put = (item: Item, guard?: Guard): Action => ({ kind: 'put', item, ...(guard && { guard }) });

export const update = (key: Key, expression: string, values: Values, guard?: Guard): Action => ({
  kind: 'update',
  key,
  expression,
  values,
  ...(guard && { guard }),
});

export const remove = (key: Key, guard?: Guard): Action => ({
  kind: 'delete',
  key,
  ...(guard && { guard }),
});

export const check = (key: Key, guard: Guard): Action => ({ kind: 'check', key, guard });

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The parameters of an action, which are the same in a transaction and in a command of its own. */
export const parametersOf = (table: string, action: Action) => {
  const { guard } = action;
  const expression = action.kind === 'update' ? action.expression : undefined;
  const values = { ...(action.kind === 'update' && action.values), ...guard?.values };
  const names = namesIn(`${expression ?? ''} ${guard?.condition ?? ''}`);
  return {
    TableName: table,
    ...(guard && {
      ConditionExpression: guard.condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: withColons(values) }),
  };
};

/** An action as a member of a transaction. */
export const transactItem = (table: string, action: Action): TransactItem => {
  const parameters = parametersOf(table, action);
  switch (action.kind) {
    case 'put':
      return { Put: { ...parameters, Item: action.item } };
    case 'update':
      return { Update: { ...parameters, Key: action.key, UpdateExpression: action.expression } };
    case 'delete':
      return { Delete: { ...parameters, Key: action.key } };
    case 'check':
      return {
        ConditionCheck: {
          ...parameters,
          Key: action.key,
          ConditionExpression: action.guard.condition,
        },
      };
  }
};

/** Every attribute is named through a placeholder: many of their names are reserved words of DynamoDB. */
export const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries(
    [...expression.matchAll(/#(\w+)/g)].map(([placeholder, name = '']) => [placeholder, name]),
  );

export const withColons = (values: Values): Item =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
