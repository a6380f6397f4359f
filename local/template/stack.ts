/** A synthesized stack, read as it would be deployed: every value with its references resolved. */
import { type Json, JsonReader } from '../json.ts';
import { namesOf } from './names.ts';
import { resolver } from './resolve.ts';
import { type Resource, readTemplate } from './template.ts';

export interface StackResource {
  readonly logicalId: string;
  /** What `Ref` gives for it. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for it as `Arn`. */
  readonly arn: string;
  /** Its properties, with no intrinsic function left. */
  readonly properties: JsonReader;
}

export interface Stack {
  /** The resources of the given types. Properties that nobody reads are never resolved. */
  readonly resources: (...types: readonly string[]) => readonly StackResource[];
  /** @throws Error when the template has none or several: the local server stands in for one. */
  readonly sole: (...types: readonly string[]) => StackResource;
  /** @throws Error when the template has no such output. */
  readonly output: (name: string) => string;
}

/** @throws Error when the JSON is no CloudFormation template. */
export const readStack = (json: Json, stackName: string): Stack => {
  const template = readTemplate(json);
  const names = namesOf(template, stackName);
  const resolve = resolver(names);

  const view = (resource: Resource): StackResource => ({
    logicalId: resource.logicalId,
    get ref() {
      return text(names.ref(resource.logicalId), resource.logicalId);
    },
    get arn() {
      return text(names.attribute(resource.logicalId, 'Arn'), resource.logicalId);
    },
    get properties() {
      return new JsonReader(resolve(resource.properties), resource.logicalId);
    },
  });

  const resources: Stack['resources'] = (...types) =>
    [...template.resources.values()].filter(({ type }) => types.includes(type)).map(view);

  return {
    resources,
    sole: (...types) => {
      const [resource, ...others] = resources(...types);
      if (resource === undefined || others.length > 0) {
        const count = resource === undefined ? 'no' : others.length + 1;
        throw new Error(`the template has ${count} resource of type ${types.join(' or ')}; one is expected`);
      }
      return resource;
    },
    output: (name) => {
      const value = template.outputs.get(name);
      if (value === undefined) throw new Error(`the template has no output ${name}`);
      return text(resolve(value), name);
    },
  };
};

const text = (value: Json, name: string): string => {
  if (typeof value !== 'string') throw new Error(`${name} is not a string`);
  return value;
};
