import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { functionEnvironment } from '../../local/lambda/environment.ts';
import type { FunctionDefinition } from '../../local/lambda/function.ts';
import type { Outcome } from './worker.ts';

/** As Lambda's runtime divides a function's memory: the young generation gets a twentieth, the old one nine tenths. */
const heapOptions = (memoryMb: number): readonly string[] => [
  `--max-semi-space-size=${Math.floor(memoryMb / 20)}`,
  `--max-old-space-size=${Math.floor((memoryMb * 9) / 10)}`,
];

/**
 * Sends an event to a function in a process of its own, so many times, as to a warm function.
 * @throws Error when the process ends, as for want of memory
 */
export const outcomesOf = async (
  definition: FunctionDefinition,
  dynamodb: string,
  event: APIGatewayProxyEvent,
  times: number,
): Promise<readonly Outcome[]> => {
  const worker = fork(join(import.meta.dirname, 'worker.ts'), [join(definition.codeFolder, 'index.mjs')], {
    env: functionEnvironment(definition, {
      dynamodb,
      secretsManager: dynamodb,
      lambda: dynamodb,
      eventBridge: dynamodb,
      apiGateway: dynamodb,
    }),
    execArgv: [...heapOptions(definition.memoryMb)],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(worker, 'exit').then(([code, signal]) => {
    throw new Error(`the function ended with ${signal ?? code}`);
  });
  ended.catch(() => {});
  try {
    await Promise.race([once(worker, 'message'), ended]);
    const outcomes: Outcome[] = [];
    for (let time = 0; time < times; time += 1) {
      const answer = once(worker, 'message');
      worker.send(event);
      const [outcome] = await Promise.race([answer, ended]);
      outcomes.push(outcome);
    }
    return outcomes;
  } finally {
    worker.kill();
  }
};
