import { answerTooLarge } from '../scim/answer.ts';
import {
  invalidValue,
  notFound,
  payloadTooLarge,
  type ScimError,
  unavailable,
  uniqueness,
} from '../scim/error.ts';
import { quote } from '../scim/filter/lexer.ts';
import type { ResourceTypeName } from '../scim/schema/definition.ts';
import { MissingMembers, NotFound, Taken, TooLarge, TooManyMembers, Unavailable } from '../store/error.ts';

/** Seconds after which a client that was turned away for want of time may try again. */
export const RETRY_AFTER = 2;

export const noSuchResource = (type: ResourceTypeName, id: string): ScimError =>
  notFound(`there is no ${type} with the id ${quote(id)}`);

/** Runs a use case and turns what the store throws into what the client is told. */
export const translated = async <Result>(
  type: ResourceTypeName,
  id: string | undefined,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw asScimError(error, type, id);
  }
};

/**
 * What a store's error means to the client. Anything else is not for the client to know, and passes.
 * `id` is the resource that the request is about, undefined where it is being created.
 */
const asScimError = (error: unknown, type: ResourceTypeName, id: string | undefined): unknown => {
  if (error instanceof NotFound) return noSuchResource(type, id ?? '');
  if (error instanceof Taken) return uniqueness(`another ${type} has this ${error.attribute}`);
  if (error instanceof TooLarge) return payloadTooLarge(`the ${type} would be larger than 400 KB`);
  if (error instanceof TooManyMembers) return answerTooLarge();
  if (error instanceof MissingMembers) {
    const [first = '', ...more] = error.ids;
    const others = more.length > 0 ? ` (nor of ${more.length} more)` : '';
    return invalidValue(`there is no User or Group with the id ${quote(first)}${others} to be a member`);
  }
  if (error instanceof Unavailable) {
    return unavailable('the directory is busy; send the same request again', RETRY_AFTER);
  }
  return error;
};
