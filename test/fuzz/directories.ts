import type { JsonObject } from '../../lambda/scim/json.ts';
import type { Context } from '../../lambda/service/context.ts';
import { groupService } from '../../lambda/service/groups.ts';
import type { Kind } from '../../lambda/service/kind.ts';
import type { ListSettings } from '../../lambda/service/list/list.ts';
import type { ResourceService } from '../../lambda/service/service.ts';
import { userService } from '../../lambda/service/users.ts';
import { dynamoDirectory } from '../../lambda/store/dynamo/directory.ts';
import { inParallel } from '../../lambda/store/dynamo/parallel.ts';
import { startDatabase } from '../../local/database.ts';
import { populate } from '../explore/populate.ts';
import { idOf as idOfLabel } from '../explore/population.ts';
import { clientOf } from '../harness/client.ts';
import { TABLE } from '../harness/table.ts';
import { GROUPS, USERS } from '../service/list/kinds.ts';
import { CONTEXT } from '../service/support.ts';
import { call } from '../store/examples.ts';
import { type Vocabulary, vocabularyOf } from './draw/vocabulary.ts';
import { population } from './population.ts';
import type { Subject } from './subject.ts';

/** So many times as often is spoken of that by which plans find resources, or hardly any list would have one. */
const OFTEN = 60;

/** All resources of a type, and what filters can say of them. */
export interface Directory {
  readonly resources: readonly JsonObject[];
  readonly vocabulary: Vocabulary;
}

/** The use cases on the embedded engine, with a few hundred users and groups. */
export interface Directories {
  readonly users: Directory;
  readonly groups: Directory;
  /** @param isTight whether a list may read hardly anything */
  readonly service: (type: 'users' | 'groups', isTight: boolean) => ResourceService;
  /** Somebody whom nobody has left a bookmark for. */
  readonly caller: () => { readonly context: () => Context };
  /** How many lists were served in which way. */
  readonly plans: () => string;
  readonly close: () => Promise<void>;
}

const COUNTS = { users: 200, groups: 24 };
/** On a busy machine a list may take its time. */
const PATIENCE_MS = 600_000;
/** As many read units as a deployment allows by default, and hardly any. */
const BUDGETS = { usual: 20_000, tight: 40 };
const MAX_MEMBERS = 5_000;

export const openDirectories = async (subject: Subject): Promise<Directories> => {
  await using started = new AsyncDisposableStack();
  const database = await startDatabase({ table: TABLE });
  started.defer(database.stop);
  const client = clientOf(database.endpoint);
  started.defer(async () => client.destroy());
  const table = { client, name: TABLE.TableName };
  const { tenant } = CONTEXT;
  const model = population('lists', COUNTS);
  await populate(table, tenant, model);

  const plans = new Map<string, number>();
  const explain: ListSettings['explain'] = ({ plan, found }) => {
    const key = `${plan} (${found})`;
    plans.set(key, (plans.get(key) ?? 0) + 1);
  };
  const directory = subject.directory(dynamoDirectory({ client, table: table.name }));
  const servicesWith = (maxReadUnits: number) => ({
    users: userService(directory, { maxReadUnits, explain }),
    groups: groupService(directory, MAX_MEMBERS, { maxReadUnits, explain }),
  });
  const services = { usual: servicesWith(BUDGETS.usual), tight: servicesWith(BUDGETS.tight) };

  const read = async (service: ResourceService, kind: Kind, labels: readonly string[]) => {
    const context = { ...CONTEXT, call: call() };
    const shown = await inParallel(labels, (label) => service.get(context, idOfLabel(label), {}));
    const resources = shown.map(({ resource }) => resource);
    return { resources, vocabulary: vocabularyOf(kind, resources, OFTEN) };
  };
  const users = await read(services.usual.users, USERS, Object.keys(model.users));
  const groups = await read(services.usual.groups, GROUPS, Object.keys(model.groups));

  let callers = 0;
  const opened = started.move();
  return {
    users,
    groups,
    service: (type, isTight) => services[isTight ? 'tight' : 'usual'][type],
    caller: () => {
      callers += 1;
      const by = { ...CONTEXT.call.by, tokenId: `token ${callers}` };
      return { context: () => ({ ...CONTEXT, call: { ...call(PATIENCE_MS), by } }) };
    },
    plans: () => [...plans].map(([plan, count]) => `${plan} ${count}`).join(', '),
    close: () => opened.disposeAsync(),
  };
};
