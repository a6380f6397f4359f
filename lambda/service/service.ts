import type { Json, JsonObject } from '../scim/json.ts';
import type { EntityTags } from '../scim/version.ts';
import type { Context, Shown, View } from './context.ts';
import type { ListQuery } from './list/list.ts';

/**
 * The use cases of one resource type. `body` is what the client sent, parsed as JSON and nothing more.
 * Every method throws ScimError for all that a client can be told; anything else is a bug or an outage.
 */
export interface ResourceService {
  create(context: Context, body: Json, view: View): Promise<Shown>;
  get(context: Context, id: string, view: View): Promise<Shown>;
  list(context: Context, query: ListQuery): Promise<JsonObject>;
  replace(
    context: Context,
    id: string,
    body: Json,
    view: View,
    ifMatch: EntityTags | undefined,
  ): Promise<Shown>;
  /** Undefined where the change is made and the client asked for no answer. */
  patch(
    context: Context,
    id: string,
    body: Json,
    view: View,
    ifMatch: EntityTags | undefined,
  ): Promise<Shown | undefined>;
  remove(context: Context, id: string, ifMatch: EntityTags | undefined): Promise<void>;
}
