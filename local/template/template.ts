/** A synthesized CloudFormation template, as far as the local server reads it. */
import { type Json, type JsonObject, JsonReader } from '../json.ts';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** With its intrinsic functions still in it. */
  readonly properties: JsonObject;
}

export interface Template {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: ReadonlyMap<string, Json>;
  /** Parameters that have a default; CloudFormation would take it too. */
  readonly parameters: ReadonlyMap<string, Json>;
}

/** @throws Error when the JSON is no CloudFormation template. */
export const readTemplate = (json: Json): Template => {
  const template = new JsonReader(json, 'template');
  const entries = <T>(
    section: string,
    read: (entry: JsonReader, name: string) => T,
  ): ReadonlyMap<string, T> => {
    const members = template.object(section);
    return new Map(members.names().map((name) => [name, read(members.object(name), name)]));
  };
  return {
    resources: entries('Resources', (resource, logicalId) => ({
      logicalId,
      type: resource.string('Type'),
      properties: resource.object('Properties').value,
    })),
    outputs: entries('Outputs', (output) => output.value['Value'] ?? null),
    parameters: entries('Parameters', (parameter) => parameter.value['Default'] ?? null),
  };
};
