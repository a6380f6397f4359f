import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { type App, type AppProps, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { scimApp } from '../../lib/app.ts';

/** Settings by name, without the prefix `scim:`. */
export type Settings = Readonly<Record<string, unknown>>;

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

/** Where the CDK leaves what it makes; it would leave a folder of its own for every application. */
const outdir = mkdtempSync(join(tmpdir(), 'scim-infra-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/**
 * The application with these settings, its functions not bundled, and not held to CloudFormation's own rules, which
 * takes most of a synthesis: `nag.test.ts` does that.
 */
export const appWith = (settings: Settings = {}, props: AppProps = {}): App =>
  scimApp({
    builtinCloudFormationValidation: false,
    outdir: mkdtempSync(join(outdir, 'app-')),
    ...props,
    context: {
      'aws:cdk:bundling-stacks': [],
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`scim:${name}`, value])),
    },
  });

export const stackOf = (app: App): Stack => {
  const stack = app.node.children.find((child) => Stack.isStack(child));
  if (!stack) throw new Error('the application has no stack');
  return stack;
};

/** The stack of the application with these settings. */
export const stackWith = (settings: Settings = {}): Stack => stackOf(appWith(settings));

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
