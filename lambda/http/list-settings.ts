import { Logger } from '@aws-lambda-powertools/logger';
import { requireEnv } from '../environment.ts';
import type { ListSettings } from '../service/list/list.ts';

const logger = new Logger({ serviceName: 'scim' });

/** How lists are made in this deployment; how each was served is told in the log, at DEBUG. */
export const listSettings = (): ListSettings => ({
  maxReadUnits: Number(requireEnv('MAX_READ_UNITS_PER_REQUEST')),
  explain: (list) => logger.debug('list', { list }),
});
