import type { DeclaredExtension } from '../../lambda/scim/schema/definition.ts';
import {
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
} from '../../lambda/scim/schema/discovery.ts';
import { CORE_GROUP, CORE_USER } from '../../lambda/scim/schema/models.ts';

/** A declaration and the file that it is in. */
export interface Declared {
  readonly file: string;
  readonly extension: DeclaredExtension;
}

/** The most of one resource type. */
export const MOST_EXTENSIONS = 8;
/** An entry is written with each value, and a resource may have 40 in all, mail addresses included. */
export const MOST_INDEXES = 10;
/** All that is declared goes into each function's code, which is read at each start. */
export const MOST_BYTES = 48 * 1_024;

/** What is wrong between declarations, and between them and the schemas that there are already. */
export const clashes = (declared: readonly Declared[]): readonly string[] => [
  ...declared.flatMap(({ file, extension }, index) => {
    const { id } = extension.schema;
    const other = [...KNOWN, ...declared.slice(0, index).map(ownOf)].find((one) => isAlike(one.id, id));
    return other
      ? [`${file}: id is "${id}": write another one, it is too like ${other.id} of ${other.of}.`]
      : isReserved(id)
        ? [`${file}: id is "${id}": write another one, such as "${EXAMPLE}"; this is kept for the RFCs.`]
        : [];
  }),
  ...TYPES.flatMap((type) => {
    const own = declared.filter(({ extension }) => extension.extends === type);
    const indexes = own.flatMap(({ extension }) => extension.indexes);
    return [
      ...(own.length > MOST_EXTENSIONS
        ? [`${own.length} files extend ${type}: ${MOST_EXTENSIONS} may, so put attributes together.`]
        : []),
      ...(indexes.length > MOST_INDEXES
        ? [
            `${indexes.length} attributes of ${type} are indexed: ${MOST_INDEXES} may be, in all files together.`,
          ]
        : []),
    ];
  }),
  ...(JSON.stringify(declared.map(({ extension }) => extension)).length > MOST_BYTES
    ? [`the files declare more than ${MOST_BYTES / 1_024} KB: shorten descriptions, or declare less.`]
    : []),
];

const TYPES = ['User', 'Group'] as const;
const EXAMPLE = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User';

interface Known {
  readonly id: string;
  /** Whose it is. */
  readonly of: string;
}

const ownOf = ({ file, extension }: Declared): Known => ({ id: extension.schema.id, of: file });

const KNOWN: readonly Known[] = [
  ...[CORE_USER, CORE_GROUP].flatMap(({ schema, extensions }) => [
    schema,
    ...extensions.map((extension) => extension.schema),
  ]),
  SERVICE_PROVIDER_CONFIG_SCHEMA,
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
].map(({ id }) => ({ id, of: 'RFC 7643' }));

/** Whether a name behind one could be taken for the other, or for a name behind it. */
const isAlike = (a: string, b: string): boolean => {
  const [one, other] = [`${a}:`.toLowerCase(), `${b}:`.toLowerCase()];
  return one.startsWith(other) || other.startsWith(one);
};

/** Schemas and messages that RFCs define or may yet. */
const isReserved = (id: string): boolean =>
  /^urn:ietf:params:scim:(?:api:|schemas:core:|schemas:extension:enterprise:)/i.test(id);
