/** The environment variables that the constructs in `lib/` set and the functions read: one list for both. */
export interface Environment {
  /** Name of the DynamoDB table. */
  readonly TABLE_NAME: string;
  /** ARN of the secret that holds the peppers. */
  readonly PEPPER_SECRET_ARN: string;
  /** Hosts from which issuers' keys may be fetched, comma-separated. */
  readonly JWKS_HOSTS: string;
  /** How long API Gateway keeps what the authorizer has decided. */
  readonly AUTHORIZER_CACHE_SECONDS: string;
  /** What the values of the API keys of this deployment begin with. */
  readonly API_KEY_PREFIX: string;
  /** The usage plans by which API Gateway limits the tenants of each tier. */
  readonly STANDARD_PLAN_ID: string;
  readonly LIMITED_PLAN_ID: string;
  /** `https://…/scim` as customers see it; empty when the request tells it. */
  readonly PUBLIC_URL: string;
  /** The most members that one request may add and remove. */
  readonly MAX_MEMBERS_PER_REQUEST: string;
  /** The most read units of DynamoDB that one list may take. */
  readonly MAX_READ_UNITS_PER_REQUEST: string;
  /** Whether bodies may be in gzip: true or false. */
  readonly COMPRESSED_REQUESTS: string;
  /** Namespace of our own metrics: the stack's name, so that two stacks' alarms do not mix. */
  readonly METRIC_NAMESPACE: string;
  /** Name of the event bus of the service. */
  readonly EVENT_BUS_NAME: string;
  /** Lowest level that is logged: DEBUG, INFO, WARN or ERROR. */
  readonly LOG_LEVEL: string;
}

/** @throws Error when the function was deployed without the variable: a fault of ours, found at cold start. */
export const requireEnv = (name: keyof Environment): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the environment variable ${name} is not set`);
  return value;
};
