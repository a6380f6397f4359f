import { indexedValues } from '../../scim/index-entries.ts';
import type { ListedResource } from '../../store/port.ts';
import type { ListRequest } from './request.ts';
import type { Source } from './source.ts';

/** The ids that a source names, sorted, each once. */
export const idsIn = async (request: ListRequest, source: Source): Promise<readonly string[]> => {
  const { directory, context, kind } = request;
  const { tenant, call } = context;
  switch (source.by) {
    case 'id':
      return [source.id];
    case 'entries':
      return directory.holders(tenant, kind.model.name, source.attribute, source.values, call);
    case 'reference':
      return kind.having(context, source.id, source.among && (await idsIn(request, source.among)));
    case 'union': {
      const branches = await Promise.all(source.of.map((branch) => idsIn(request, branch)));
      return [...new Set(branches.flat())].sort();
    }
  }
};

/**
 * The resources of ids that a source named. Who was found by a value may have lost it by the time that it is read,
 * and another may have got it: then the value is looked up again.
 */
export const resourcesOf = async (
  request: ListRequest,
  source: Source,
  ids: readonly string[],
): Promise<readonly ListedResource[]> => {
  const { directory, context, kind } = request;
  const { tenant, call } = context;
  const type = kind.model.name;
  if (source.by === 'reference' && source.among) {
    const candidates = await resourcesOf(request, source.among, ids);
    if (candidates.every(({ id }) => ids.includes(id))) return candidates;
    const having = await kind.having(
      context,
      source.id,
      candidates.map(({ id }) => id),
    );
    return candidates.filter(({ id }) => having.includes(id));
  }
  const resources = await directory.readListed(tenant, type, ids, call);
  if (source.by !== 'entries' || source.values.kind !== 'equal') return resources;

  const { attribute, values } = source;
  const hold = resources.every((resource) =>
    indexedValues(kind.model, resource.attributes, context.groupNames).some(
      (entry) => entry.attribute === attribute && entry.value === values.value,
    ),
  );
  return hold && resources.length === ids.length
    ? resources
    : directory.find(tenant, type, attribute, values.value, call);
};
