/** The table of the template, as DynamoDB's CreateTable takes it. */
import type {
  CreateTableCommandInput,
  KeyType,
  ScalarAttributeType,
  StreamViewType,
} from '@aws-sdk/client-dynamodb';
import { JsonReader } from '../json.ts';
import type { StackResource } from './stack.ts';

export interface TableDefinition {
  readonly create: CreateTableCommandInput & { readonly TableName: string };
  /** The attribute that holds an item's time of expiry, epoch seconds. */
  readonly timeToLiveAttribute: string | undefined;
}

const KEY_TYPES: readonly KeyType[] = ['HASH', 'RANGE'];
const ATTRIBUTE_TYPES: readonly ScalarAttributeType[] = ['S', 'N', 'B'];
const STREAM_VIEWS: readonly StreamViewType[] = ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'];

/** @param resource an `AWS::DynamoDB::Table` or `GlobalTable`. */
export const tableDefinition = ({ ref: name, properties: table }: StackResource): TableDefinition => {
  for (const index of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes']) {
    if (table.list(index).length > 0) throw new Error(`the local server creates no ${index}`);
  }
  const keys = table.list('KeySchema').map((key) => {
    const element = new JsonReader(key, `${name}.KeySchema`);
    return {
      AttributeName: element.string('AttributeName'),
      KeyType: oneOf(KEY_TYPES, element.string('KeyType')),
    };
  });
  const attributes = table.list('AttributeDefinitions').map((definition) => {
    const element = new JsonReader(definition, `${name}.AttributeDefinitions`);
    return {
      AttributeName: element.string('AttributeName'),
      AttributeType: oneOf(ATTRIBUTE_TYPES, element.string('AttributeType')),
    };
  });
  const view = table.object('StreamSpecification').optionalString('StreamViewType');
  const expiry = table.object('TimeToLiveSpecification');
  return {
    create: {
      TableName: name,
      KeySchema: keys,
      AttributeDefinitions: attributes,
      BillingMode: 'PAY_PER_REQUEST',
      ...(view && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: oneOf(STREAM_VIEWS, view) },
      }),
    },
    timeToLiveAttribute: expiry.boolean('Enabled') ? expiry.string('AttributeName') : undefined,
  };
};

const oneOf = <T extends string>(values: readonly T[], text: string): T => {
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw new Error(`${text} is none of ${values.join(', ')}`);
  return value;
};
