import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';

/** Reading the peppers, and what more is named. */
export const grantPepper = (pepper: Secret, grantee: IGrantable, ...more: readonly string[]): void => {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue', ...more],
      resources: [pepper.secretArn],
    }),
  );
};
