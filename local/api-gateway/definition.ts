/** A REST API as it is deployed to one stage: what the local server serves. */

export interface ApiDefinition {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly stage: string;
  /** Media types whose bodies are bytes; those of all others are text. */
  readonly binaryMediaTypes: readonly string[];
  readonly routes: readonly RouteDefinition[];
  /** By response type, such as `UNAUTHORIZED` or `DEFAULT_4XX`. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseDefinition>;
}

export interface RouteDefinition {
  readonly resourceId: string;
  /** Such as `/Users/{proxy+}`. */
  readonly path: string;
  /** By HTTP method, or `ANY`. */
  readonly methods: ReadonlyMap<string, MethodDefinition>;
}

export interface MethodDefinition {
  readonly functionName: string;
  /** How long the integration may take, milliseconds. */
  readonly timeoutMs: number;
  readonly authorizer: AuthorizerDefinition | undefined;
  /** Whether a request has to be counted by an API key, which the authorizer names. */
  readonly apiKeyRequired: boolean;
}

/** A Lambda authorizer of type TOKEN. */
export interface AuthorizerDefinition {
  readonly id: string;
  readonly functionName: string;
  /** The request header that holds the token. */
  readonly header: string;
  /** What the token has to match before the function is invoked. */
  readonly expression: RegExp | undefined;
  /** How long a result is kept; 0: not at all. */
  readonly ttlSeconds: number;
}

export interface GatewayResponseDefinition {
  /** Undefined: the type's own. */
  readonly status: number | undefined;
  /** Header values as mapping expressions: `'literal'` or `context.requestId`. */
  readonly headers: ReadonlyMap<string, string>;
  /** Body templates by content type. */
  readonly templates: ReadonlyMap<string, string>;
}
