/** What the checks of extensions are tried with: attributes as the server declares them. */
import type { Json, JsonObject } from '../../../json.ts';
import { type Check, NotOffered } from '../../check.ts';
import {
  type CustomExtension,
  customExtensions,
  extendedBy,
  isPlain,
  nameOf,
  requiredOf,
  sampleOf,
  shownOf,
} from '../../custom-extensions.ts';
import type { Resource } from '../../resource.ts';
import type { Session } from '../../session.ts';
import { GROUP, USER } from '../../urns.ts';

/** An attribute that a check is tried with. */
export interface Subject {
  readonly extension: CustomExtension;
  readonly attribute: JsonObject;
  /** As a path and a filter have it. */
  readonly path: string;
  /** A value of it, and the extension with that value and all that it requires. */
  readonly sample: (nth: number) => Json;
  readonly with: (value: Json | undefined) => JsonObject;
}

export const subjectOf = (scim: Session, extension: CustomExtension, attribute: JsonObject): Subject => {
  const word = scim.name('value');
  const required = requiredOf(extension, word);
  const name = nameOf(attribute);
  return {
    extension,
    attribute,
    path: `${extension.urn}:${name}`,
    sample: (nth) => sampleOf(attribute, nth, word),
    with: (value) => {
      const { [name]: _, ...others } = required;
      return value === undefined ? others : { ...others, [name]: value };
    },
  };
};

type Trial = (scim: Session, subject: Subject) => Promise<void>;

/** Tries what each extension has of a kind of attribute; of many, the first three. */
export const eachOf =
  (
    what: string,
    suits: (attribute: JsonObject, extension: CustomExtension) => boolean,
    trial: Trial,
  ): Check['run'] =>
  async (scim) => {
    const subjects = customExtensions(scim.capabilities).flatMap((extension) =>
      extension.attributes
        .filter((attribute) => suits(attribute, extension))
        .slice(0, 3)
        .map((attribute) => subjectOf(scim, extension, attribute)),
    );
    if (subjects.length === 0) throw new NotOffered(what);
    for (const subject of subjects) await trial(scim, subject);
  };

export const collectionOf = ({ extension }: Subject): string => `/${extension.kind}s`;

export const create = (scim: Session, subject: Subject, values: JsonObject): Promise<Resource> => {
  const attributes = extendedBy(subject.extension, values);
  return subject.extension.kind === 'User' ? scim.user(attributes) : scim.group(attributes);
};

export const shown = (subject: Subject, value: Json | undefined) =>
  Object.keys(subject.with(value)).length === 0
    ? { schemas: [subject.extension.kind === 'User' ? USER : GROUP], [subject.extension.urn]: undefined }
    : shownOf(subject.extension, subject.with(value));

/** The body of a request that creates a resource with these values of the extension. */
export const bodyWith = (scim: Session, { extension }: Subject, values: JsonObject): JsonObject => ({
  ...extendedBy(extension, values),
  ...(extension.kind === 'User'
    ? { userName: `${scim.name('user')}@example.com` }
    : { displayName: scim.name('group') }),
});

/** Whether it holds one text of any kind, so that a value can be nobody else's. */
export const isOneText = (attribute: JsonObject): boolean =>
  isPlain(attribute) &&
  attribute['type'] === 'string' &&
  attribute['multiValued'] === false &&
  !Array.isArray(attribute['canonicalValues']);
