import type { RequestSummary } from '../../../../local/page/request-summary.ts';

/** A user is read, unless said otherwise. */
export const summary = (overrides: Partial<RequestSummary> = {}): RequestSummary => ({
  at: Date.UTC(2026, 10, 24, 19, 33, 10),
  method: 'GET',
  target: '/scim/Users',
  operation: 'List users',
  type: 'Users',
  id: undefined,
  members: [],
  status: 200,
  detail: undefined,
  milliseconds: 14,
  dialect: 'other',
  ...overrides,
});
