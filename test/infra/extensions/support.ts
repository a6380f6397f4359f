/** Declarations of extensions, as the files of a platform have them. */
import { readDeclaration } from '../../../lib/extensions/declaration.ts';

export const URN = 'urn:example:acme:User';
export const part = (name: string, more: object = {}) => ({ name, description: 'A part.', ...more });
export const one = (more: object = {}) => ({ name: 'code', description: 'A code.', ...more });
export const complex = (subAttributes: unknown, more: object = {}) =>
  one({ type: 'complex', subAttributes, ...more });
export const several = (subAttributes: unknown) => complex(subAttributes, { multiValued: true });
export const declaring = (attributes: unknown, more: object = {}) => ({
  id: URN,
  name: 'Acme',
  description: 'What Acme needs.',
  extends: 'User',
  attributes,
  ...more,
});

/** What a file that holds this declares, and what is wrong with it. */
export const read = (declared: unknown) => {
  const problems: string[] = [];
  const written: unknown = JSON.parse(JSON.stringify(declared));
  return { extension: readDeclaration(written, (problem) => problems.push(problem)), problems };
};
