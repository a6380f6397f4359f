import type { JsonObject } from '../../lambda/scim/json.ts';
import type { InProcess } from '../service/in-process.ts';
import {
  addMembers,
  type BenchRequest,
  groupBody,
  patch,
  post,
  put,
  remove,
  replaceValue,
  userBody,
} from '../service/requests.ts';

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** Makes what a request needs to find, and the request, of so many operations. */
export type Prepare = (service: InProcess, operations: number) => Promise<BenchRequest>;

const bulk = (operations: readonly JsonObject[], more: JsonObject = {}): BenchRequest =>
  post('/Bulk', { schemas: [BULK_REQUEST], ...more, Operations: [...operations] });

const operation = ({ body, ...request }: BenchRequest, bulkId?: string): JsonObject => ({
  ...request,
  ...(body && { data: body }),
  ...(bulkId !== undefined && { bulkId }),
});

let named = 0;
/** Names of one length that nobody has. */
const names = (count: number): readonly string[] =>
  Array.from({ length: count }, () => {
    named += 1;
    return `bulk.${String(named).padStart(7, '0')}`;
  });

const creations = (people: readonly string[]) =>
  people.map((name) => operation(post('/Users', userBody(name)), name));

/** New users, by their names and paths. */
const users = async ({ send }: InProcess, count: number) => {
  const { body } = await send(bulk(creations(names(count))));
  return body.Operations.map(({ bulkId, location }: Readonly<Record<'bulkId' | 'location', string>>) => ({
    name: bulkId,
    path: `/Users/${idOf(location)}`,
  })) as readonly { readonly name: string; readonly path: string }[];
};

const group = async ({ send }: InProcess): Promise<string> => {
  const [name = ''] = names(1);
  return `/Groups/${(await send(post('/Groups', groupBody(name)))).body.id}`;
};

const idOf = (path: string): string => path.split('/').at(-1) ?? '';

/** Groups of so many, who are created with them. */
const TEAM = 10;

export const REQUESTS: Readonly<Record<string, Prepare>> = {
  'create users': async (_, count) => bulk(creations(names(count))),
  'create users, one by one: failOnErrors 1': async (_, count) =>
    bulk(creations(names(count)), { failOnErrors: 1 }),
  'create groups with their members': async (_, count) =>
    bulk(
      names(Math.floor(count / (TEAM + 1))).flatMap((name) => {
        const people = names(TEAM);
        const references = people.map((one) => `bulkId:${one}`);
        return [operation(post('/Groups', groupBody(name, references)), name), ...creations(people)];
      }),
    ),
  'PATCH users': async (service, count) =>
    bulk(
      (await users(service, count)).map(({ path }) => operation(patch(path, replaceValue('title', 'Lead')))),
    ),
  'PUT users': async (service, count) =>
    bulk(
      (await users(service, count)).map(({ name, path }) =>
        operation(put(path, { ...userBody(name), title: 'Lead' })),
      ),
    ),
  'DELETE users': async (service, count) =>
    bulk((await users(service, count)).map(({ path }) => operation(remove(path)))),
  'add members to one group, one an operation': async (service, count) => {
    const [path, members] = [await group(service), await users(service, count)];
    return bulk(members.map((member) => operation(patch(path, addMembers(idOf(member.path))))));
  },
};
