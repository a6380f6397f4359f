/**
 * A function's process, as Lambda's Node.js runtime starts it, for events that its parent sends, one after the other.
 * Entry file: its argument is the function's bundle.
 */
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** What became of an event. */
export interface Outcome {
  readonly status: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** The most memory that the process has had so far, bytes. */
  readonly peak: number;
}

const TIMEOUT_MS = 28_000;
const KILOBYTE = 1_024;

const [, , file = ''] = process.argv;
const { handler } = await import(pathToFileURL(file).href);

const contextOf = (deadline = Date.now() + TIMEOUT_MS) => ({
  awsRequestId: 'bench',
  getRemainingTimeInMillis: () => deadline - Date.now(),
});

process.on('message', (event: APIGatewayProxyEvent) => {
  const start = performance.now();
  const answer = async (): Promise<Outcome> => {
    const { statusCode, body }: APIGatewayProxyResult = await handler(event, contextOf());
    const milliseconds = Math.round(performance.now() - start);
    const { maxRSS } = process.resourceUsage();
    return { status: statusCode, bytes: Buffer.byteLength(body), milliseconds, peak: maxRSS * KILOBYTE };
  };
  answer().then(
    (outcome) => process.send?.(outcome),
    () => process.exit(1),
  );
});
process.send?.('ready');
