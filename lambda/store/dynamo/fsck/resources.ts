import { isObject } from '../../../scim/json.ts';
import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { ENTERPRISE_USER_SCHEMA } from '../../../scim/schema/enterprise-user.ts';
import { check, update } from '../action.ts';
import { batchGet } from '../batch.ts';
import { isId } from '../id.ts';
import { type ResourceRecord, resourceOf } from '../item/resource.ts';
import { createStub, typeOf } from '../item/stub.ts';
import { resourceKey, resourcePartition, stubKey } from '../keys.ts';
import type { Item } from '../table.ts';
import { validityOf } from '../validity.ts';
import { examineEntries } from './entries-of-resource.ts';
import { changed, PRESENT, type Suspicion } from './finding.ts';
import { examineMirrors } from './mirrors.ts';
import { type Check, isAbsent, keyOf, MODELS, partitionPage, type Scope } from './scope.ts';
import { idOrNot, repair, suspicion, suspicionsOfItem } from './suspicion.ts';

const PAGE_SIZE = 100;

/** Resources of a type, by their ids. */
export const resourcesPage =
  (type: ResourceTypeName): Check['page'] =>
  (scope, at) =>
    partitionPage(scope, at, { pk: resourcePartition(scope.tenant, type), pageSize: PAGE_SIZE });

/** Each resource of a type, and from it: its stub, its index entries, its mirrors, and whom it refers to. */
export const resources = (type: ResourceTypeName): Check => ({
  title: `${type.toLowerCase()}s`,
  page: resourcesPage(type),
  examine: async (scope, items) => {
    const there = items.filter((item) => !isAbsent(item));
    const known = there.filter((item) => item['kind'] === type && isId(item['sk']));
    const [own, entries, mirrors] = await Promise.all([
      examineItems(scope, type, known),
      examineEntries(scope, type, known),
      examineMirrors(scope, type, known),
    ]);
    const general = there.flatMap((item) => {
      const kind = known.includes(item) || item['kind'] !== type ? type : 'none';
      return suspicionsOfItem(scope, item, item, kind, `${type} ${idOrNot(item['sk'])}`, [item['sk']]);
    });
    return [...general, ...own, ...entries, ...mirrors];
  },
});

const examineItems = async (
  scope: Scope,
  type: ResourceTypeName,
  items: readonly Item[],
): Promise<readonly Suspicion[]> => {
  const { tenant } = scope;
  const managers = items.map(managerOf).filter((id) => id !== undefined && isId(id));
  const stub = await batchGet(
    scope,
    [...items.map((item) => item['sk']), ...managers].map((id: string) => stubKey(tenant, id)),
  );
  return items.flatMap((item) => {
    const record = resourceOf(type, item);
    const manager = managerOf(item);
    return [
      ...examineVersion(scope, item, record),
      ...examineAttributes(item, record),
      ...examineStub(scope, item, record, stub(stubKey(tenant, record.id))),
      ...examineManager(
        item,
        record,
        manager,
        manager === undefined ? undefined : stub(stubKey(tenant, manager)),
      ),
    ];
  });
};

const examineVersion = (scope: Scope, item: Item, { type, id, version }: ResourceRecord): Suspicion[] => {
  if (Number.isSafeInteger(version) && version >= 1) return [];
  const unchanged =
    version === undefined
      ? { condition: 'attribute_exists(#pk) AND attribute_not_exists(#version)', refused: changed }
      : { condition: '#version = :read', values: { read: version }, refused: changed };
  const begin = repair(scope, 'begins anew, higher than any count of changes', () => [
    update(
      keyOf(item),
      'SET #version = :version, #by = :by',
      { version: freshVersion(scope), by: scope.by },
      unchanged,
    ),
  ]);
  return [suspicion('invalid version', item, `${type} ${id}`, [id], [], { repair: begin })];
};

/** Seconds: no resource has changed more often, so that no ETag comes back. */
export const freshVersion = ({ now }: Scope): number => Math.floor(now() / 1000);

const examineAttributes = (item: Item, { type, id, attributes }: ResourceRecord): Suspicion[] => {
  const where = `${type} ${id}`;
  switch (validityOf(MODELS[type], attributes)) {
    case 'valid':
      return [];
    case 'undeclared':
      return [suspicion('undeclared attributes', item, where, [id], [])];
    case 'invalid':
      return [suspicion('invalid attributes', item, where, [id], [], { advice: 'write it anew, by PUT' })];
  }
};

const examineStub = (
  scope: Scope,
  item: Item,
  { type, id }: ResourceRecord,
  stub: Item | undefined,
): Suspicion[] => {
  if (stub && typeOf(stub) === type) return [];
  const fault = stub ? 'mistyped stub' : 'missing stub';
  const put = repair(scope, 'puts the stub', () => [
    check(resourceKey(scope.tenant, type, id), PRESENT),
    createStub(scope.tenant, { id, type }, scope.by),
  ]);
  return [suspicion(fault, item, `${type} ${id}`, [id], [stub], { repair: put })];
};

const managerOf = ({ attributes }: Item): string | undefined => {
  const enterprise = isObject(attributes) ? attributes[ENTERPRISE_USER_SCHEMA.id] : undefined;
  const manager = isObject(enterprise) ? enterprise['manager'] : undefined;
  const value = isObject(manager) ? manager['value'] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** Entra sends managers before it has created them, and deletes them before those that they managed. */
const examineManager = (
  item: Item,
  { type, id }: ResourceRecord,
  manager: string | undefined,
  stub: Item | undefined,
): Suspicion[] => {
  if (manager === undefined || (stub && typeOf(stub) === 'User')) return [];
  return [suspicion('missing reference', item, `${type} ${id} manager`, [id], [stub])];
};
