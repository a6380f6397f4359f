import { describe, expect, test } from '@jest/globals';
import { touchedBy } from './touched.ts';

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
const touched = (pk: string, sk: string) => ({ table: 'directory', pk, sk });
const TableName = 'directory';

describe('what a call touches', () => {
  test.each([
    ['GetItem', { TableName, Key: key('a', '1') }, [touched('a', '1')]],
    ['PutItem', { TableName, Item: { ...key('a', '1'), kind: { S: 'User' } } }, [touched('a', '1')]],
    ['UpdateItem', { TableName, Key: key('a', '1') }, [touched('a', '1')]],
    ['DeleteItem', { TableName, Key: key('a', '1') }, [touched('a', '1')]],
    [
      'BatchGetItem',
      { RequestItems: { directory: { Keys: [key('a', '1'), key('b', '2')] } } },
      [touched('a', '1'), touched('b', '2')],
    ],
    [
      'BatchWriteItem',
      {
        RequestItems: {
          directory: [{ PutRequest: { Item: key('a', '1') } }, { DeleteRequest: { Key: key('b', '2') } }],
        },
      },
      [touched('a', '1'), touched('b', '2')],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName, Item: key('a', '1') } },
          { Update: { TableName, Key: key('b', '2') } },
          { Delete: { TableName, Key: key('c', '3') } },
          { ConditionCheck: { TableName, Key: key('d', '4') } },
        ],
      },
      [touched('a', '1'), touched('b', '2'), touched('c', '3'), touched('d', '4')],
    ],
    [
      'Query',
      {
        TableName,
        KeyConditionExpression: '#pk = :partition AND begins_with(#sk, :beginning)',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
        ExpressionAttributeValues: { ':partition': { S: 'a' }, ':beginning': { S: '1' } },
        ExclusiveStartKey: key('a', '1'),
      },
      [{ table: 'directory', pk: 'a' }, touched('a', '1')],
    ],
    [
      'Query',
      {
        TableName,
        KeyConditionExpression: 'pk = :partition AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':partition': { S: 'a' }, ':from': { S: '1' }, ':to': { S: '2' } },
      },
      [touched('a', '1'), touched('a', '2')],
    ],
  ])('of %s', (operation, body, expected) => {
    expect(touchedBy({ operation, body })).toEqual(expected);
  });
});

describe('nobody can say it', () => {
  test.each([
    ['of a Scan', 'Scan', { TableName }],
    ['of PartiQL', 'ExecuteStatement', { Statement: 'SELECT * FROM directory' }],
    ['without a key', 'GetItem', { TableName }],
    ['without a table', 'GetItem', { Key: key('a', '1') }],
    [
      'of a query by another attribute than the partition key',
      'Query',
      {
        TableName,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': { S: 'User' } },
      },
    ],
  ])('%s', (_, operation, body) => {
    expect(() => touchedBy({ operation, body })).toThrow(operation);
  });
});
