import type middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { ScimError } from '../scim/error.ts';
import type { ScimRequest, ScimResponse } from './request.ts';

/** What the middlewares of the chain tell each other of one request. */
export interface Internal extends Record<string, unknown> {
  event?: APIGatewayProxyEvent;
  startedAt?: number;
  request?: ScimRequest;
  failure?: ScimError;
}

/** What stands in the event's place: API Gateway's event, then what `exchange` makes of it. */
export type Exchanged = APIGatewayProxyEvent | ScimRequest;

/** What a middleware sees of one request. */
export type MiddlewareRequest = middy.Request<
  Exchanged,
  APIGatewayProxyResult | ScimResponse,
  Error,
  Context,
  Internal
>;

/** A middleware of the chain, in which an event becomes a ScimRequest and a ScimResponse a result. */
export type Middleware = middy.MiddlewareObj<
  Exchanged,
  APIGatewayProxyResult | ScimResponse,
  Error,
  Context,
  Internal
>;
