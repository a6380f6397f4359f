/** What becomes of the body of a POST or PUT. */
import { type Draft, parseResource } from '../../lambda/scim/body.ts';
import type { Json, JsonObject } from '../../lambda/scim/json.ts';
import { GROUP, USER } from '../../lambda/scim/schema/models.ts';
import { SAMPLE } from './filter/sample.ts';
import { GROUP_URN, USER_URN } from './support.ts';

export const user = (attributes: JsonObject): Draft['attributes'] =>
  parseResource(USER, { schemas: [USER_URN], userName: 'ada', ...attributes }).attributes;

export const group = (attributes: JsonObject): Draft =>
  parseResource(GROUP, { schemas: [GROUP_URN], displayName: 'Crew', ...attributes });

/** What the body's only attribute, of a resource that has one of each type, becomes. */
export const sample = (name: string, value: Json): Json | undefined =>
  parseResource(SAMPLE, { schemas: [SAMPLE.schema.id], [name]: value }).attributes[name];
