import type { IndexEntry } from './port.ts';

/** What a store can answer instead of a result; anything else that it throws is a bug or an outage of AWS. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** There is no such resource, or there is none any more. */
export class NotFound extends StoreError {
  override readonly name = 'NotFound';
}

/** The resource has changed since it was read. */
export class Stale extends StoreError {
  override readonly name = 'Stale';
}

/** A unique value belongs to another resource. */
export class Taken extends StoreError {
  override readonly name = 'Taken';
  readonly attribute: IndexEntry['attribute'];

  constructor(attribute: string) {
    super(`another resource has this ${attribute}`);
    this.attribute = attribute;
  }
}

/** Members to be added do not exist. */
export class MissingMembers extends StoreError {
  override readonly name = 'MissingMembers';
  readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    super(`${ids.length} members do not exist`);
    this.ids = ids;
  }
}

/** A group has more members than were to be read. */
export class TooManyMembers extends StoreError {
  override readonly name = 'TooManyMembers';
  readonly count: number;

  constructor(count: number) {
    super(`the group has ${count} members`);
    this.count = count;
  }
}

/** The resource does not fit an item of the database (400 KB). */
export class TooLarge extends StoreError {
  override readonly name = 'TooLarge';
}

/** The request would read more than it may; the same request may not be sent again. */
export class OverBudget extends StoreError {
  override readonly name = 'OverBudget';
  /** In read units. */
  readonly limit: number;

  constructor(limit: number) {
    super(`more than ${limit} read units would be taken`);
    this.limit = limit;
  }
}

/** The database refuses or is too slow, and the request's time is spent; the same request may be sent again. */
export class Unavailable extends StoreError {
  override readonly name = 'Unavailable';
}
