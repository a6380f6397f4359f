import { storedOrder } from './order.ts';
import type { List, ListRequest } from './request.ts';
import { selected } from './selected.ts';
import { walked } from './walked.ts';

/** The list that a request asks for, read in the cheapest way that there is. */
export const listOf = (request: ListRequest): List => {
  const order = request.filter ? undefined : storedOrder(request.kind, request.sort);
  return order ? walked(request, order) : selected(request);
};
