/** ServiceProviderConfig, ResourceTypes and Schemas (RFC 7644 §4). */
import { group } from '../../check.ts';
import { CONFIGURATION } from './config.ts';
import { ENDPOINT_CHECKS } from './endpoints.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { SCHEMAS_SERVED } from './schemas.ts';

export const DISCOVERY = group(
  'discovery',
  'Discovery',
  [],
  [...CONFIGURATION, ...RESOURCE_TYPES, ...SCHEMAS_SERVED, ...ENDPOINT_CHECKS],
);
