import { weighted } from './weighted.ts';

/** What bodies may be sent as; the first is what every answer is (RFC 7644 §3.1, §8.1). */
export const MEDIA_TYPES = ['application/scim+json', 'application/json'] as const;

const [SCIM_JSON, PLAIN_JSON] = MEDIA_TYPES;

/** Whether a Content-Type is that of JSON in UTF-8, which is also what no charset means (RFC 8259 §8.1). */
export const isJson = (contentType: string): boolean => {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  return (
    MEDIA_TYPES.some((known) => known === type) &&
    parameters.every((one) => !/^charset\b/.test(one) || /^charset="?utf-8"?$/.test(one))
  );
};

/**
 * Whether an Accept header lets an answer be application/scim+json (RFC 7644 §3.8, RFC 9110 §12.5.1). Whoever takes
 * any JSON takes that of SCIM too, unless it says that it does not.
 */
export const acceptsScim = (accept: string): boolean => {
  const ranges = weighted(accept);
  if (ranges.size === 0) return true;
  const quality = (type: string) => ranges.get(type) ?? ranges.get('application/*') ?? ranges.get('*/*') ?? 0;
  return quality(SCIM_JSON) > 0 || (!ranges.has(SCIM_JSON) && quality(PLAIN_JSON) > 0);
};
