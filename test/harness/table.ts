import type { DatabaseOptions } from '../../local/database.ts';

/** The table as it is deployed, less its stream: with one, each write costs the engine all that were before. */
export const TABLE: DatabaseOptions['table'] = {
  TableName: 'Directory',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
};
