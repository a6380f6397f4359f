import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { metadataEndpoint } from '../../lambda/oauth/metadata.ts';

const PUBLIC_URL = 'https://scim.example.com/scim';
const HOST = 'abc.execute-api.eu-west-1.amazonaws.com';

const get = (publicUrl: string, proxy?: string) =>
  metadataEndpoint(publicUrl)({
    httpMethod: 'GET',
    multiValueHeaders: { Host: [HOST], 'X-Forwarded-Proto': ['https'] },
    pathParameters: proxy === undefined ? null : { proxy },
    requestContext: { stage: 'scim', domainName: HOST },
  } as unknown as APIGatewayProxyEvent);

const issuerOf = async (publicUrl: string, proxy?: string) =>
  JSON.parse((await get(publicUrl, proxy)).body).issuer;

describe('the metadata of the authorization server', () => {
  test('have the address that is configured', async () => {
    expect(await issuerOf(PUBLIC_URL)).toBe(PUBLIC_URL);
  });

  test('have the address that was asked where none is configured', async () => {
    expect(await issuerOf('')).toBe(`https://${HOST}/scim`);
  });

  test('are found behind the path of the issuer on a mapped domain (RFC 8414 §3.1)', async () => {
    expect(await issuerOf(PUBLIC_URL, 'scim')).toBe(PUBLIC_URL);
  });

  test.each(['scim/v2', 'other', 'scim/'])('are those of no other issuer: %s', async (path) => {
    expect(await get(PUBLIC_URL, path)).toEqual({ statusCode: 404, body: '' });
  });
});
