import { invalidValue } from '../scim/error.ts';
import type { View } from '../service/context.ts';
import type { ListQuery } from '../service/list/list.ts';
import type { ScimRequest } from './request.ts';

/** Which attributes the parameters of a request name (RFC 7644 §3.9). */
export const viewOf = (request: ScimRequest): View => {
  const attributes = namesOf(request, 'attributes');
  const excludedAttributes = namesOf(request, 'excludedAttributes');
  return { ...(attributes && { attributes }), ...(excludedAttributes && { excludedAttributes }) };
};

/** What list the parameters of a request ask for. @throws ScimError 400 invalidValue */
export const listQueryOf = (request: ScimRequest): ListQuery => ({
  ...viewOf(request),
  ...Object.fromEntries(
    LIST_PARAMETERS.map((name) => [name, parameter(request, name)]).filter(
      ([, value]) => value !== undefined,
    ),
  ),
});

/** What a list can be asked for, besides attributes (RFC 7644 §3.4.2, RFC 9865 §2). */
const LIST_PARAMETERS = [
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
] as const satisfies readonly (keyof ListQuery)[];

/** The names in a list of attributes; undefined for one that names nothing, which is as good as none. */
const namesOf = (request: ScimRequest, name: string): readonly string[] | undefined => {
  const names = parameter(request, name)
    ?.split(',')
    .filter((part) => part.trim() !== '');
  return names?.length ? names : undefined;
};

/** @throws ScimError 400 invalidValue for a parameter that is given twice, of which neither can be meant */
const parameter = ({ query }: ScimRequest, name: string): string | undefined => {
  const [value, ...more] = query.get(name.toLowerCase()) ?? [];
  if (more.length > 0) throw invalidValue(`${name} is given more than once`);
  return value;
};
