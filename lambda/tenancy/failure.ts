import { PepperError } from './pepper/peppers.ts';

/**
 * What may be logged of an error. Messages of the SDK and of the language quote what was sent or parsed, and
 * the SDK's objects hold items and requests, so of those only names, numbers and places in the code are kept.
 */
export const describeFailure = (error: unknown) => {
  if (!Error.isError(error)) return { name: typeof error };
  const { $metadata, code } = error as Error & SdkDetails;
  return {
    name: error.name,
    ...(error instanceof PepperError && { message: error.message }),
    ...(code !== undefined && { code }),
    ...($metadata && { status: $metadata.httpStatusCode, awsRequestId: $metadata.requestId }),
    frames: (error.stack ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('at ')),
  };
};

/** What the SDK and Node add to the errors that they throw. */
interface SdkDetails {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly code?: string;
}
