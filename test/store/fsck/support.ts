import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { indexedValues } from '../../../lambda/scim/index-entries.ts';
import type { Attributes } from '../../../lambda/scim/resource.ts';
import { GROUP, USER } from '../../../lambda/scim/schema/models.ts';
import {
  FIRST_STATE,
  type Finding,
  type FsckState,
  fsckStep,
} from '../../../lambda/store/dynamo/fsck/step.ts';
import type { Key } from '../../../lambda/store/dynamo/keys.ts';
import type { Table } from '../../../lambda/store/dynamo/table.ts';
import type { Content } from '../../../lambda/store/port.ts';

/** A user, and a group, as the service makes them of their attributes. */
export const person = (userName: string, more: Attributes = {}): Content => {
  const attributes = { userName, active: true, ...more };
  return { attributes, entries: indexedValues(USER, attributes, 'unique') };
};

export const team = (displayName: string, names: 'unique' | 'any' = 'unique'): Content => {
  const attributes = { displayName, externalId: displayName };
  return { attributes, entries: indexedValues(GROUP, attributes, names) };
};

interface Run {
  readonly repair?: boolean;
  readonly now?: () => number;
}

/** A whole run, a page at a step, each from the state that the one before gave as JSON. */
export const fsck = async (
  table: Table,
  tenant: string,
  { repair = false, now = Date.now }: Run = {},
): Promise<{
  readonly findings: readonly Finding[];
  readonly steps: number;
  readonly fractions: readonly number[];
}> => {
  const findings: Finding[] = [];
  const fractions: number[] = [];
  let state: FsckState | undefined = FIRST_STATE;
  while (state) {
    const step = await fsckStep(
      { table, tenant, groupNames: 'unique', repair, now, requestId: randomUUID(), until: Date.now() },
      state,
    );
    findings.push(...step.findings);
    fractions.push(step.progress.fraction);
    state = step.state && JSON.parse(JSON.stringify(step.state));
  }
  return { findings, steps: fractions.length, fractions };
};

export const faultsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ fault }) => fault).toSorted();

/** Writes behind the store's back. */
export const rawWrites = ({ client, name: TableName }: Table) => ({
  put: (item: object) => client.send(new PutCommand({ TableName, Item: item })),
  remove: ({ pk, sk }: Key) => client.send(new DeleteCommand({ TableName, Key: { pk, sk } })),
  set: ({ pk, sk }: Key, path: string, value: unknown) => {
    const names = path.split('.');
    return client.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk },
        UpdateExpression: `SET ${names.map((_, index) => `#n${index}`).join('.')} = :value`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  },
  strip: ({ pk, sk }: Key, attribute: string) =>
    client.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk },
        UpdateExpression: 'REMOVE #name',
        ExpressionAttributeNames: { '#name': attribute },
      }),
    ),
});
