/** Evaluates CloudFormation's intrinsic functions, those that this stack's synthesized template uses. */
import { isJsonObject, type Json } from '../json.ts';
import type { Names } from './names.ts';

export type Resolve = (value: Json) => Json;

/** @throws Error (from the result) on a function that it does not know, or one with wrong arguments. */
export const resolver = (names: Names): Resolve => {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isJsonObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return call(name, value[name] ?? null);
    }
    const members = Object.entries(value).map(([key, member]) => [key, resolve(member ?? null)]);
    return Object.fromEntries(members.filter(([, member]) => member !== null));
  };

  const call = (name: string, argument: Json): Json => {
    switch (name) {
      case 'Ref':
        return names.ref(text(argument, name));
      case 'Fn::GetAtt': {
        const [logicalId, ...attribute] = Array.isArray(argument)
          ? argument
          : text(argument, name).split('.');
        return names.attribute(text(logicalId, name), attribute.map((part) => text(part, name)).join('.'));
      }
      case 'Fn::Join': {
        const [separator, parts] = list(argument, name);
        return list(resolve(parts ?? null), name)
          .map((part) => text(part, name))
          .join(text(separator, name));
      }
      case 'Fn::Split': {
        const [separator, source] = list(argument, name);
        return text(resolve(source ?? null), name).split(text(separator, name));
      }
      case 'Fn::Select': {
        const [index, source] = list(argument, name);
        return list(resolve(source ?? null), name)[Number(index)] ?? null;
      }
      case 'Fn::Sub':
        return substitute(argument);
      default:
        throw new Error(`the local server does not know the intrinsic function ${name}`);
    }
  };

  /** `${LogicalId}`, `${LogicalId.Attribute}`, `${Variable}`; `${!Literal}` stands for itself. */
  const substitute = (argument: Json): Json => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return text(template, 'Fn::Sub').replaceAll(/\$\{([^}]+)\}/g, (_, expression: string) => {
      if (expression.startsWith('!')) return `\${${expression.slice(1)}}`;
      const variable = isJsonObject(variables) ? variables[expression] : undefined;
      if (variable !== undefined) return text(resolve(variable), 'Fn::Sub');
      return text(call(expression.includes('.') ? 'Fn::GetAtt' : 'Ref', expression), 'Fn::Sub');
    });
  };

  return resolve;
};

const text = (value: Json | undefined, name: string): string => {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new Error(`${name} has an argument that is no string`);
  return value;
};

const list = (value: Json, name: string): readonly Json[] => {
  if (!Array.isArray(value)) throw new Error(`${name} has an argument that is no list`);
  return value;
};
