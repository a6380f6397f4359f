import { join } from 'node:path';
import type { FunctionDefinition } from '../../../local/lambda/function.ts';

/** A function of the sample code, as the template would define it. */
export const functionDefinition = (overrides: Partial<FunctionDefinition> = {}): FunctionDefinition => ({
  name: 'Sample-Echo',
  arn: 'arn:aws:lambda:us-east-1:123456789012:function:Sample-Echo',
  runtime: 'nodejs24.x',
  codeFolder: join(import.meta.dirname, 'functions'),
  handler: 'echo.handler',
  environment: new Map([['GREETING', 'hello']]),
  timeoutMs: 20_000,
  memoryMb: 256,
  ...overrides,
});
