/** What is in the account once a stack has gone. */
import pMap from 'p-map';
import type { Account } from './account.ts';
import type { Release, Resource } from './stack.ts';

/** How to look for a resource, whatever has become of the stack that it was made by. */
const LOOKUPS: Readonly<Record<string, (id: string) => readonly string[]>> = {
  'AWS::ApiGateway::RestApi': (id) => ['apigateway', 'get-rest-api', '--rest-api-id', id],
  'AWS::DynamoDB::Table': (id) => ['dynamodb', 'describe-table', '--table-name', id],
  'AWS::IAM::Role': (id) => ['iam', 'get-role', '--role-name', id],
  'AWS::Lambda::Function': (id) => ['lambda', 'get-function', '--function-name', id],
  'AWS::Logs::LogGroup': (id) => ['logs', 'list-tags-log-group', '--log-group-name', id],
  'AWS::SecretsManager::Secret': (id) => ['secretsmanager', 'get-secret-value', '--secret-id', id],
};

/** Of what the emulator says about a thing that is not there. */
const GONE = /NotFound|NoSuchEntity|marked for deletion/i;

/**
 * The resources that are still there, of those that can be looked for.
 * @param last what the stack was in the end
 * @throws Error unless they are the ones that its template retains
 */
export const leftBehind = async (
  account: Account,
  last: Release,
  made: readonly Resource[],
): Promise<readonly Resource[]> => {
  const retained = ({ logicalId }: Resource) =>
    last.resources.object(logicalId).optionalString('DeletionPolicy') === 'Retain';
  const findable = made.filter(({ type }) => type in LOOKUPS);
  const found = await pMap(findable, (resource) => isThere(account, resource), { concurrency: 3 });

  const left = findable.filter((_, index) => found[index]);
  const wrong = findable.filter((resource, index) => found[index] !== retained(resource));
  if (wrong.length > 0) {
    const names = wrong.map((each) => `${each.logicalId} is ${left.includes(each) ? 'left behind' : 'gone'}`);
    throw new Error(names.join('\n'));
  }
  return left;
};

const isThere = async (account: Account, { type, physicalId }: Resource): Promise<boolean> => {
  try {
    await account.aws(...(LOOKUPS[type]?.(physicalId) ?? []));
    return true;
  } catch (error) {
    if (GONE.test(String(error))) return false;
    throw error;
  }
};

/** `1 DynamoDB Table, 6 Logs LogGroup` */
export const tally = (resources: readonly Resource[]): string => {
  const kinds = Map.groupBy(resources, ({ type }) => type.replace('AWS::', '').replace('::', ' '));
  return [...kinds].map(([kind, each]) => `${each.length} ${kind}`).join(', ');
};
