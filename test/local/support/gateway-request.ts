import type { GatewayRequest } from '../../../local/api-gateway/message.ts';

export type Overrides = Partial<Omit<GatewayRequest, 'body'>> & { readonly body?: string | Buffer };

/** `GET /scim/Users` with a good token, unless said otherwise. */
export const gatewayRequest = ({ body = '', ...overrides }: Overrides = {}): GatewayRequest => ({
  id: '9ed4b5a2-7f0c-4a43-a3a5-0f8b2f1c7d11',
  method: 'GET',
  path: '/scim/Users',
  query: '',
  headers: [
    ['Host', '127.0.0.1:8787'],
    ['Authorization', 'Bearer good'],
  ],
  body: Buffer.from(body),
  sourceIp: '192.0.2.7',
  port: 8787,
  receivedAt: Date.UTC(2026, 10, 24, 19, 33, 10),
  ...overrides,
});
