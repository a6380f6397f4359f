import type { ResourceTypeName } from '../../../scim/schema/definition.ts';
import { isId } from '../id.ts';
import { examineEntries } from './entries-of-resource.ts';
import { resourcesPage } from './resources.ts';
import type { Check } from './scope.ts';

/** Whether each resource of a type has the index entries that its attributes have by now, and nothing else of it. */
export const indexed = (type: ResourceTypeName): Check => ({
  title: `index entries of ${type.toLowerCase()}s`,
  page: resourcesPage(type),
  examine: (scope, items) =>
    examineEntries(
      scope,
      type,
      items.filter((item) => item['kind'] === type && isId(item['sk'])),
    ),
});
