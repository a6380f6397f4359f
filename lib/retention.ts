import { RemovalPolicy } from 'aws-cdk-lib';
import type { LogGroupProps } from 'aws-cdk-lib/aws-logs';
import type { Settings } from './settings.ts';

/** Whether what holds data stays when the stack goes. */
export const removalPolicy = ({ retainData }: Pick<Settings, 'retainData'>): RemovalPolicy =>
  retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/** Every log group is a part of the audit trail, and is kept alike. */
export const logRetention = (settings: Pick<Settings, 'logRetentionDays' | 'retainData'>): LogGroupProps => ({
  retention: settings.logRetentionDays,
  removalPolicy: removalPolicy(settings),
});
