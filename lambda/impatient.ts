/**
 * For the SDK's clients of functions that somebody waits for: two attempts of at most a second each. What hangs fails inside
 * of the function's 10 or 15 s, so that the failure is counted and logged, and API Gateway is not left waiting.
 */
export const IMPATIENT = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
};
