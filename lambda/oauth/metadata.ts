import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { baseUrlOf } from '../http/base-url.ts';
import { SCOPES } from '../tenancy/credential/scope.ts';
import { ALGORITHMS } from './assertion.ts';
import { EVERYTHING } from './scope.ts';

/** What a client can find out about the token endpoint by itself (RFC 8414 §2). @param baseUrl `https://…/scim` */
export const metadataOf = (baseUrl: string) => ({
  issuer: baseUrl,
  token_endpoint: `${baseUrl}/oauth2/token`,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
  grant_types_supported: ['client_credentials'],
  // There is no authorization endpoint, but the list has to be there.
  response_types_supported: [],
  scopes_supported: [EVERYTHING, ...SCOPES],
});

/**
 * `GET /.well-known/oauth-authorization-server`, which is the same for everybody and changes with a deployment only. Where
 * a domain maps it, the path of the issuer stands behind it (RFC 8414 §3.1), and another path is another issuer's.
 */
export const metadataEndpoint =
  (publicUrl: string) =>
  async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const baseUrl = baseUrlOf(event, publicUrl);
    const path = event.pathParameters?.['proxy'];
    if (path !== undefined && `/${path}` !== new URL(baseUrl).pathname) return { statusCode: 404, body: '' };
    return {
      statusCode: 200,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=3600' },
      body: JSON.stringify(metadataOf(baseUrl)),
    };
  };
