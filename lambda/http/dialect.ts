/**
 * Which provisioner's way of speaking a request is in. It is written in the audit trail and on what the
 * request changes, so that an auditor can tell; nothing that the service does depends on it.
 */
export const dialectOf = (
  userAgent: string | undefined,
  query: ReadonlyMap<string, readonly string[]>,
  body: Buffer | undefined,
): string => {
  const known = PROVISIONERS.find((name) => userAgent?.toLowerCase().includes(name));
  if (known) return known;
  if (query.has('aadoptscim062020')) return 'entra-flag';
  // What is looked for is ASCII, and stands in Latin-1 as it does in UTF-8.
  return body !== undefined && CAPITAL_OP.test(body.toString('latin1')) ? 'entra-default' : 'other';
};

const PROVISIONERS = ['okta', 'onelogin', 'jumpcloud'] as const;

/** Only Entra's default dialect writes the operations of a PATCH with a capital. */
const CAPITAL_OP = /"op"\s{0,8}:\s{0,8}"(?:Add|Replace|Remove)"/;
