/** The characteristics of an attribute, in the shape in which /Schemas serves them (RFC 7643 §2.2, §7). */
export interface AttributeDefinition {
  readonly name: string;
  readonly type:
    | 'string'
    | 'boolean'
    | 'decimal'
    | 'integer'
    | 'dateTime'
    | 'reference'
    | 'binary'
    | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly canonicalValues?: readonly string[];
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly AttributeDefinition[];
}

/** A schema: its URN and the attributes that it defines (RFC 7643 §7). */
export interface SchemaDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

export type ResourceTypeName = 'User' | 'Group';

/** An attribute whose values are kept in index entries, so that a lookup by value needs no walk. */
export interface IndexDefinition {
  /** Dotted, as a filter names it: `userName`, `emails.value`. */
  readonly attribute: string;
  /** Whether one value belongs to one resource of the tenant; `setting` leaves that to the tenant. */
  readonly unique: boolean | 'setting';
  /** Whether the platform declares it: a tenant may then have resources from before it was declared. */
  readonly declared?: true;
}

/** A schema by which a resource type is extended (RFC 7643 §3.3). */
export interface Extension {
  readonly schema: SchemaDefinition;
  /** Whether each resource has to have it. */
  readonly required: boolean;
}

/** An extension that the platform declares. */
export interface DeclaredExtension extends Extension {
  readonly extends: ResourceTypeName;
  /** Named with the extension's URN. */
  readonly indexes: readonly IndexDefinition[];
}

/** A resource type: its schemas as data, and how it is stored (RFC 7643 §6). */
export interface ResourceModel {
  readonly name: ResourceTypeName;
  readonly endpoint: '/Users' | '/Groups';
  readonly description: string;
  readonly schema: SchemaDefinition;
  readonly extensions: readonly Extension[];
  readonly indexes: readonly IndexDefinition[];
}
