import type { Directory } from '../store/port.ts';
import { translated } from './failure.ts';
import { groupView } from './group-view.ts';
import { type ListSettings, listResources, UNBOUNDED } from './list/list.ts';
import type { ResourceService } from './service.ts';
import { userView } from './user-view.ts';

/** The use case of a query of the base URL: resources of every type in one list (RFC 7644 §3.4.2.1). */
export const allTypes = (
  directory: Directory,
  lists: ListSettings = UNBOUNDED,
): Pick<ResourceService, 'list'> => {
  const users = userView(directory).kind;
  const groups = groupView(directory).kind;
  return {
    list: (context, query) =>
      translated('User', undefined, () => listResources(directory, lists, context, [users, groups], query)),
  };
};
