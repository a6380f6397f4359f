import type { APIGatewayProxyEvent } from 'aws-lambda';

/** `https://…/scim` as the client sees it, without a slash at its end. @param publicUrl where the deployment knows it */
export const baseUrlOf = (event: APIGatewayProxyEvent, publicUrl: string): string =>
  publicUrl || requestedUrl(event);

/** The URL that the client used, up to and including the stage. */
const requestedUrl = ({ requestContext, multiValueHeaders }: APIGatewayProxyEvent): string => {
  const { stage, domainName } = requestContext;
  const header = (wanted: string): string | undefined =>
    Object.entries(multiValueHeaders ?? {})
      .find(([name]) => name.toLowerCase() === wanted)?.[1]
      ?.join(', ');
  return `${header('x-forwarded-proto') ?? 'https'}://${header('host') ?? domainName}/${stage}`;
};
