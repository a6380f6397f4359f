/** The tenant and the token of the local server, kept for the next start. */
import type { ApiDefinition } from './api-gateway/definition.ts';
import type { DataFolder } from './data-folder.ts';
import { type Json, JsonReader, parseJson } from './json.ts';
import type { Invoke } from './lambda/service.ts';

export interface Credentials {
  readonly tenantId: string;
  readonly token: string;
}

interface Dependencies {
  readonly data: DataFolder;
  readonly invoke: Invoke;
  readonly api: ApiDefinition;
  readonly adminFunctionName: string;
}

const FILE = 'credentials.json';
const TENANT_ID = 'local';

/** Those of the last start, where the service still takes them; new ones otherwise. */
export const localCredentials = async (dependencies: Dependencies): Promise<Credentials> => {
  const { data } = dependencies;
  const kept = await data.read(FILE);
  if (kept !== undefined) {
    const file = new JsonReader(parseJson(kept), FILE);
    const credentials = { tenantId: file.string('tenantId'), token: file.string('token') };
    if (await isAccepted(credentials.token, dependencies)) return credentials;
  }
  const credentials = { tenantId: TENANT_ID, token: await createToken(dependencies) };
  await data.write(FILE, JSON.stringify(credentials, undefined, 2));
  return credentials;
};

/** Asks the authorizer, as API Gateway does. */
const isAccepted = async (token: string, { invoke, api }: Dependencies): Promise<boolean> => {
  const authorizer = api.routes
    .flatMap(({ methods }) => [...methods.values()])
    .find((method) => method.authorizer !== undefined)?.authorizer;
  if (authorizer === undefined) throw new Error('no method of the API has an authorizer');
  const outcome = await invoke(
    authorizer.functionName,
    JSON.stringify({
      type: 'TOKEN',
      authorizationToken: `Bearer ${token}`,
      methodArn: `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${api.stage}/GET/`,
    }),
  );
  if (outcome?.kind === 'returned') return true;
  if (outcome?.error.errorMessage === 'Unauthorized') return false;
  throw new Error(`the authorizer failed: ${outcome?.error.errorMessage ?? 'there is no such function'}`);
};

const createToken = async (dependencies: Dependencies): Promise<string> => {
  const tenant = { operation: 'tenants.show', tenant: TENANT_ID };
  const answer = await administer(dependencies, tenant);
  if (!answer.boolean('ok')) {
    // There is no tenant yet: the database is new.
    succeeded(
      await administer(dependencies, { operation: 'tenants.create', name: TENANT_ID, id: TENANT_ID }),
    );
  }
  const token = { operation: 'tokens.create', tenant: TENANT_ID, label: 'local' };
  return succeeded(await administer(dependencies, token)).string('token');
};

const succeeded = (answer: JsonReader): JsonReader => {
  if (answer.boolean('ok')) return answer.object('result');
  throw new Error(`the admin function refused: ${answer.object('error').string('message')}`);
};

const administer = async (
  { invoke, adminFunctionName }: Dependencies,
  payload: Json,
): Promise<JsonReader> => {
  const outcome = await invoke(adminFunctionName, JSON.stringify(payload));
  if (outcome?.kind === 'returned') return new JsonReader(parseJson(outcome.payload), adminFunctionName);
  throw new Error(`the admin function failed: ${outcome?.error.errorMessage ?? 'there is none'}`);
};
