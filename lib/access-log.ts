import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * One line of JSON a request. It holds no path and no query, because filters hold names; no error message,
 * because API Gateway's own can quote the Authorization header; and no User-Agent, because the client writes
 * it. What happened inside a function is in the function's own log, under `requestId`.
 */
export const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    time: AccessLogField.contextRequestTimeEpoch(),
    requestId: AccessLogField.contextRequestId(),
    extendedRequestId: AccessLogField.contextExtendedRequestId(),
    tenant: AccessLogField.contextAuthorizer('tenantId'),
    token: AccessLogField.contextAuthorizer('tokenId'),
    sourceIp: AccessLogField.contextIdentitySourceIp(),
    tlsVersion: '$context.tlsVersion',
    method: AccessLogField.contextHttpMethod(),
    resource: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    responseBytes: AccessLogField.contextResponseLength(),
    latencyMs: AccessLogField.contextResponseLatency(),
    authorizerStatus: AccessLogField.contextAuthorizerStatus(),
    authorizerLatencyMs: AccessLogField.contextAuthorizerLatency(),
    integrationStatus: AccessLogField.contextIntegrationStatus(),
    integrationLatencyMs: AccessLogField.contextIntegrationLatency(),
    integrationError: AccessLogField.contextIntegrationErrorMessage(),
    gatewayResponse: AccessLogField.contextErrorResponseType(),
  }),
);
