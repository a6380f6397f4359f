import type { Filter } from '../scim/filter/ast.ts';
import { compile } from '../scim/filter/evaluate.ts';
import { DEFAULT_PROJECTION, EVERYTHING } from '../scim/projection.ts';
import { requireAttribute } from '../scim/schema/resolve.ts';
import { entityTag } from '../scim/version.ts';
import type { Directory, StoredResource } from '../store/port.ts';
import type { Context } from './context.ts';
import type { Kind } from './kind.ts';
import { type Lookup, mentions, planLookup } from './lookup.ts';
import { representation } from './represent.ts';

/** The resources that a filter selects, as they are found. */
export async function* satisfying(
  directory: Directory,
  context: Context,
  kind: Kind,
  filter: Filter,
): AsyncIterable<StoredResource> {
  const lookup = planLookup(kind, filter);
  const found = await candidates(directory, context, kind, lookup);
  const satisfies = lookup.rest ? satisfaction(context, kind, lookup.rest) : async () => true;
  for await (const stored of found) if (await satisfies(stored)) yield stored;
}

const candidates = async (
  directory: Directory,
  context: Context,
  kind: Kind,
  lookup: Lookup,
): Promise<AsyncIterable<StoredResource> | Iterable<StoredResource>> => {
  const { name } = kind.model;
  switch (lookup.by) {
    case 'id': {
      const found = await directory.read(context.tenant, name, lookup.id, context.call);
      return found ? [found] : [];
    }
    case 'entry':
      return directory.find(context.tenant, name, lookup.attribute, lookup.value, context.call);
    case 'reference':
      return kind.having(context, lookup.id);
    case 'walk':
      return directory.walk(context.tenant, name, context.call);
  }
};

/** The test of a stored resource that a filter is; what is kept apart is read only where the filter speaks of it. */
const satisfaction = (context: Context, kind: Kind, filter: Filter) => {
  const { model, apart } = kind;
  const satisfies = compile(filter);
  // The version of a user covers its groups.
  const whole = [apart, 'meta.version'].some((name) => mentions(filter, requireAttribute(model, name)));
  const named = mentions(filter, requireAttribute(model, `${apart}.display`));
  return async (stored: StoredResource): Promise<boolean> => {
    const resource = whole
      ? (await kind.showListed(context, named ? EVERYTHING : DEFAULT_PROJECTION, stored))?.resource
      : representation(context, model, stored, entityTag(stored.version, undefined));
    return resource !== undefined && satisfies(resource);
  };
};
