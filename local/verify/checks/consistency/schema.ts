/** What the schemas of the server say. */
import type { JsonObject } from '../../../json.ts';
import type { Session } from '../../session.ts';
import { listOf } from '../../values.ts';

export const CHARACTERISTICS = 'RFC 7643 §2.2, §7';

export const attributesOf = (scim: Session, urn: string): readonly JsonObject[] =>
  listOf(scim.capabilities.schemas.get(urn)?.['attributes']);
