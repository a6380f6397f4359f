import { COMMON_ATTRIBUTES } from '../../lambda/scim/schema/common.ts';
import type { AttributeDefinition } from '../../lambda/scim/schema/definition.ts';
import type { Json, JsonObject } from '../../local/json.ts';
import { listOf, objectOf, textOf } from '../../local/verify/values.ts';
import type { DrawnRequest } from './draw/request.ts';
import type { Shape } from './judge/schema.ts';
import type { Server } from './server.ts';

/** What the server itself, by /ResourceTypes and /Schemas, says that resources look like. */
export const shapesServedBy = async (server: Server): Promise<ReadonlyMap<string, Shape>> => {
  const schemas = await discovered(server, '/Schemas');
  const attributesOf = (urn: Json | undefined) =>
    (schemas.find(({ id }) => id === urn)?.['attributes'] ?? []) as unknown as readonly AttributeDefinition[];
  const types = await discovered(server, '/ResourceTypes');
  return new Map(
    types.map(({ name, schema, schemaExtensions }) => [
      textOf(name),
      {
        core: [...COMMON_ATTRIBUTES, ...attributesOf(schema)],
        extensions: new Map(
          listOf(schemaExtensions).map((extension) => [
            textOf(extension['schema']),
            attributesOf(extension['schema']),
          ]),
        ),
      },
    ]),
  );
};

const discovered = async (server: Server, path: string): Promise<readonly JsonObject[]> => {
  const { status, text } = await server.send(getting(path));
  if (status !== 200) throw new Error(`${path} is answered by ${status} ${text}`);
  return listOf(objectOf(JSON.parse(text))['Resources']);
};

export const getting = (path: string, who: DrawnRequest['who'] = 'contoso'): DrawnRequest => ({
  who,
  method: 'GET',
  path,
  headers: {},
  body: undefined,
});
