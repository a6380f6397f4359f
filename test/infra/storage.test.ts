import { describe, expect, test } from '@jest/globals';
import { synthesize } from './support.ts';

describe('the table', () => {
  const table = synthesize().one('AWS::DynamoDB::Table');

  test('has a partition key and a sort key, and no index whose reads could be stale', () => {
    expect(table.properties.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(table.properties.AttributeDefinitions).toEqual([
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ]);
    expect(table.properties).not.toHaveProperty('GlobalSecondaryIndexes');
    expect(table.properties).not.toHaveProperty('LocalSecondaryIndexes');
  });

  test('is paid by request', () => {
    expect(table.properties.BillingMode).toBe('PAY_PER_REQUEST');
  });

  test('can be restored to any second of the last 35 days', () => {
    expect(table.properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
  });

  test('forgets items by their ttl', () => {
    expect(table.properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
  });

  test('streams both images of every change', () => {
    expect(table.properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  test('is encrypted with a key of DynamoDB, which costs nothing', () => {
    expect(table.properties.SSESpecification).toEqual({ SSEEnabled: false });
  });

  test('can neither be deleted nor go with the stack', () => {
    expect(table.properties.DeletionProtectionEnabled).toBe(true);
    expect(table.deletionPolicy).toBe('Retain');
    expect(table.updateReplacePolicy).toBe('Retain');
  });

  test('goes with the stack when data is not to be retained', () => {
    const passing = synthesize({ retainData: false }).one('AWS::DynamoDB::Table');
    expect(passing.properties.DeletionProtectionEnabled).toBe(false);
    expect(passing.deletionPolicy).toBe('Delete');
  });
});
