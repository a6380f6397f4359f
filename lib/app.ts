import { readFileSync } from 'node:fs';
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ScimStack } from './scim-stack.ts';
import { readSettings } from './settings.ts';

/** The context of `cdk.json`, whose feature flags shape the template: the same without the command line tool. */
const CONTEXT: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'),
).context;

/**
 * The whole application, checked by cdk-nag when it is synthesized.
 * @param props context here comes before that of `cdk.json`, and that of the command line before both
 * @throws SettingsError
 */
export const scimApp = ({ context, ...props }: AppProps = {}): App => {
  const app = new App({ analyticsReporting: false, ...props, context: { ...CONTEXT, ...context } });
  const settings = readSettings(app.node.getAllContext());
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new ScimStack(app, settings);
  return app;
};
