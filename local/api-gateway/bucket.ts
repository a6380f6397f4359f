/**
 * A token bucket, by which API Gateway throttles
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html).
 */
export interface Bucket {
  /** Takes one token, if there is one. */
  readonly take: () => boolean;
}

/**
 * @param limits tokens that come back a second, and those that a full bucket has
 * @param now epoch milliseconds
 */
export const bucket = (
  { rate, burst }: { readonly rate: number; readonly burst: number },
  now: () => number,
): Bucket => {
  let [tokens, at] = [burst, now()];
  return {
    take: () => {
      const moment = now();
      tokens = Math.min(burst, tokens + ((moment - at) / 1000) * rate);
      at = moment;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
};
