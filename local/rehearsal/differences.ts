/** Where the template is changed before it is deployed to the emulator, because that differs from AWS. */
import { isJsonObject, type Json, type JsonObject, JsonReader } from '../json.ts';

export interface Difference {
  readonly change: string;
  readonly reason: string;
  /** Changes a template; undefined where it finds nothing to change. */
  readonly apply: (template: JsonObject) => JsonObject | undefined;
}

const ALARM = 'AWS::CloudWatch::Alarm';
const SECRET = 'AWS::SecretsManager::Secret';

export const DIFFERENCES: readonly Difference[] = [
  {
    change: 'alarms on the sum of several metrics are left out',
    reason: 'the emulator refuses metric math',
    apply: (template) => {
      const resources = new JsonReader(template, 'the template').object('Resources');
      const isMath = (name: string) =>
        resources.object(name).string('Type') === ALARM &&
        resources.object(name).object('Properties').has('Metrics');
      const kept = Object.entries(resources.value).filter(([name]) => !isMath(name));
      if (kept.length === resources.names().length) return undefined;
      return { ...template, Resources: Object.fromEntries(kept) };
    },
  },
  {
    change: 'what refers to the secret gets its ARN by Fn::GetAtt Id',
    reason: 'the emulator takes Ref for its name, while on AWS it is the ARN; Id is the ARN on both',
    apply: (template) => {
      const resources = new JsonReader(template, 'the template').object('Resources');
      const isSecret = (name: string) =>
        resources.has(name) && resources.object(name).string('Type') === SECRET;
      let found = false;
      const changed = mapObjects(template, (object) => {
        const { Ref: name } = object;
        if (typeof name !== 'string' || !isSecret(name)) return object;
        found = true;
        return { 'Fn::GetAtt': [name, 'Id'] };
      });
      return found ? changed : undefined;
    },
  },
];

/** @throws Error when a difference is about nothing in the template, and so can go. */
export const adapt = (template: JsonObject): JsonObject =>
  DIFFERENCES.reduce((adapted, { change, apply }) => {
    const next = apply(adapted);
    if (next === undefined) throw new Error(`nothing in the template needs that ${change}`);
    return next;
  }, template);

const mapObjects = (object: JsonObject, change: (object: JsonObject) => JsonObject): JsonObject => {
  const mapValue = (value: Json | undefined): Json | undefined => {
    if (Array.isArray(value)) return value.map((item: Json) => mapValue(item) ?? null);
    return isJsonObject(value) ? mapObjects(value, change) : value;
  };
  return change(Object.fromEntries(Object.entries(object).map(([name, value]) => [name, mapValue(value)])));
};
