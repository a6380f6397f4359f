/** What is in the account once a stack has gone. */
import pMap from 'p-map';
import { isJsonObject, type Json, JsonReader } from '../json.ts';
import type { Account } from './account.ts';
import type { Release, Resource } from './stack.ts';

/** How to ask for all of a type that there are, and where in the answer they stand. */
const LISTS: Readonly<Record<string, readonly [service: string, command: string, list: string]>> = {
  'AWS::ApiGateway::RestApi': ['apigateway', 'get-rest-apis', 'items'],
  'AWS::DynamoDB::Table': ['dynamodb', 'list-tables', 'TableNames'],
  'AWS::IAM::Role': ['iam', 'list-roles', 'Roles'],
  'AWS::Lambda::Function': ['lambda', 'list-functions', 'Functions'],
  'AWS::Logs::LogGroup': ['logs', 'describe-log-groups', 'logGroups'],
  'AWS::SecretsManager::Secret': ['secretsmanager', 'list-secrets', 'SecretList'],
};

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
  const findable = made.filter(({ type }) => type in LISTS);
  const there = await idsIn(account, new Set(findable.map(({ type }) => type)));

  const left = findable.filter(({ physicalId }) => there.has(physicalId));
  const wrong = findable.filter((resource) => left.includes(resource) !== retained(resource));
  if (wrong.length > 0) {
    const names = wrong.map((each) => `${each.logicalId} is ${left.includes(each) ? 'left behind' : 'gone'}`);
    throw new Error(names.join('\n'));
  }
  return left;
};

/** Everything of these types that is in the account, by all names that it has. */
const idsIn = async (account: Account, types: ReadonlySet<string>): Promise<ReadonlySet<string>> => {
  const found = await pMap(
    types,
    async (type) => {
      const [service = '', command = '', list = ''] = LISTS[type] ?? [];
      return new JsonReader(await account.aws(service, command), command).list(list).flatMap(namesOf);
    },
    { concurrency: 3 },
  );
  return new Set(found.flat());
};

/** Those of a secret are none from the moment on that its deletion is under way. */
const namesOf = (one: Json): readonly string[] => {
  if (typeof one === 'string') return [one];
  if (!isJsonObject(one) || 'DeletedDate' in one) return [];
  return Object.values(one).filter((value) => typeof value === 'string');
};

/** `1 DynamoDB Table, 6 Logs LogGroup` */
export const tally = (resources: readonly Resource[]): string => {
  const kinds = Map.groupBy(resources, ({ type }) => type.replace('AWS::', '').replace('::', ' '));
  return [...kinds].map(([kind, each]) => `${each.length} ${kind}`).join(', ');
};
