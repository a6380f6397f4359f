import type { Endpoints } from '../../../local/lambda/environment.ts';

const nowhere = 'http://127.0.0.1:9';

/** Of functions that call nobody. */
export const NOWHERE: Endpoints = {
  dynamodb: nowhere,
  secretsManager: nowhere,
  lambda: nowhere,
  eventBridge: nowhere,
  apiGateway: nowhere,
};
