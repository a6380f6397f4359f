import { type App, type AppProps, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { scimApp } from '../../lib/app.ts';

/** Settings by name, without the prefix `scim:`. */
type Settings = Readonly<Record<string, unknown>>;

/** A resource of the template: `properties` as CloudFormation gets them. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
  readonly dependsOn: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is what it asserts of its shape.
export type Properties = any;

/** The application with these settings, its functions not bundled. */
export const appWith = (settings: Settings = {}, props: AppProps = {}): App =>
  scimApp({
    ...props,
    context: {
      'aws:cdk:bundling-stacks': [],
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`scim:${name}`, value])),
    },
  });

/** The stack of the application with these settings. */
export const stackWith = (settings: Settings = {}): Stack => {
  const stack = appWith(settings).node.children.find((child) => Stack.isStack(child));
  if (!stack) throw new Error('the application has no stack');
  return stack;
};

const templates = new Map<string, Synthesized>();

/** The template of the application with these settings; made once for each. */
export const synthesize = (settings: Settings = {}): Synthesized => {
  const key = JSON.stringify(settings);
  const template = templates.get(key) ?? new Synthesized(Template.fromStack(stackWith(settings)).toJSON());
  templates.set(key, template);
  return template;
};

export class Synthesized {
  readonly json: Properties;
  readonly resources: readonly Resource[];

  constructor(json: Properties) {
    this.json = json;
    this.resources = Object.entries<Properties>(json.Resources).map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: resource.Properties,
      deletionPolicy: resource.DeletionPolicy,
      updateReplacePolicy: resource.UpdateReplacePolicy,
      dependsOn: resource.DependsOn ?? [],
    }));
  }

  all(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The only resource of a type, or the only one whose logical id starts like this. */
  one(type: string, idPrefix = ''): Resource {
    const [resource, ...others] = this.all(type).filter(({ id }) => id.startsWith(idPrefix));
    if (!resource || others.length > 0) throw new Error(`not one ${type} ${idPrefix}`);
    return resource;
  }
}

/** The functions by what they do, with the start of their resources' logical ids. */
export const FUNCTIONS = {
  users: 'Users',
  groups: 'Groups',
  bulk: 'Bulk',
  search: 'Search',
  discovery: 'Discovery',
  authorizer: 'CredentialsAuthorizer',
  admin: 'CredentialsAdmin',
  maintenance: 'Maintenance',
} as const;
