import type { Json, JsonObject } from '../scim/json.ts';
import type { Preconditions } from '../scim/precondition.ts';
import type { Changed, Context, Shown, View } from './context.ts';
import type { ListQuery } from './list/list.ts';

/**
 * The use cases of one resource type. `body` is what the client sent, parsed as JSON and nothing more.
 * Every method throws ScimError for all that a client can be told; anything else is a bug or an outage.
 */
export interface ResourceService {
  create(context: Context, body: Json, view: View): Promise<Shown>;
  get(context: Context, id: string, view: View): Promise<Shown>;
  list(context: Context, query: ListQuery): Promise<JsonObject>;
  replace(context: Context, id: string, body: Json, view: View, conditions?: Preconditions): Promise<Shown>;
  patch(
    context: Context,
    id: string,
    body: Json,
    view: View,
    conditions?: Preconditions,
  ): Promise<Shown | Changed>;
  remove(context: Context, id: string, conditions?: Preconditions): Promise<void>;
}
