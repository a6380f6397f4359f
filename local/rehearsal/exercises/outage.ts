import { JsonReader } from '../../json.ts';
import { exchange, type Target } from '../../replay/client.ts';
import type { Account } from '../account.ts';
import type { Exercise } from './exercise.ts';
import { logOf } from './logs.ts';

const POLICY = 'rehearsal-outage';
const DENIAL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: '*' }],
};

/**
 * Takes the authorizer's right to read tokens away for a moment. It has to answer 500, because a provisioner
 * takes 401 for the end of its token, and has to be well again by itself.
 */
export const outage: Exercise = {
  title: 'An authorizer that cannot read',
  run: async ({ account, stackName, openTenant }, note) => {
    const authorizer = `${stackName}-authorizer`;
    const tenant = await openTenant();
    const role = ['--role-name', await roleOf(account, authorizer), '--policy-name', POLICY];

    await account.aws('iam', 'put-role-policy', ...role, '--policy-document', JSON.stringify(DENIAL));
    const during = await statusOf(tenant);
    await account.aws('iam', 'delete-role-policy', ...role);
    if (during !== 500) throw new Error(`the answer was ${during}, not 500`);
    const log = await logOf(account, authorizer);
    if (!log.some((line) => line.includes('"AuthorizerFailure"'))) throw new Error('no metric was logged');

    const afterwards = await statusOf(tenant);
    if (afterwards !== 200) throw new Error(`the answer afterwards was ${afterwards}, not 200`);
    note('500, and 200 again afterwards');
  },
};

const roleOf = async (account: Account, functionName: string): Promise<string> => {
  const answer = await account.aws('lambda', 'get-function-configuration', '--function-name', functionName);
  return new JsonReader(answer, functionName).string('Role').replace(/^.*\//, '');
};

const statusOf = async (tenant: Target): Promise<number> => (await exchange(tenant, 'GET', '/Users')).status;
