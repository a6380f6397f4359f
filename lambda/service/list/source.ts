import type { ValueRange } from '../../scim/value-range.ts';

/** Where the ids of resources are found that may satisfy a filter. */
export type Source =
  | { readonly by: 'id'; readonly id: string }
  | {
      readonly by: 'entries';
      readonly attribute: string;
      readonly unique: boolean;
      readonly values: ValueRange;
    }
  /** By a value of what is kept apart: a member of groups, a group of users; of those in `among`, where given. */
  | { readonly by: 'reference'; readonly id: string; readonly among?: Source }
  /** By any of several. */
  | { readonly by: 'union'; readonly of: readonly Source[] };

/** The indexed attributes by which a source is read. */
export const attributesOf = (source: Source): readonly string[] => {
  switch (source.by) {
    case 'entries':
      return [source.attribute];
    case 'union':
      return [...new Set(source.of.flatMap(attributesOf))];
    case 'reference':
      return source.among ? attributesOf(source.among) : [];
    case 'id':
      return [];
  }
};

/** How many resources a source may name, by guess: the fewer, the lower. A union is as bad as its worst part. */
export const rankOf = (source: Source): number => {
  switch (source.by) {
    case 'id':
      return 0;
    case 'reference':
      return source.among ? rankOf(source.among) : 3;
    case 'union':
      return Math.max(0, ...source.of.map(rankOf));
    case 'entries':
      return rankOfValues(source.values, source.unique);
  }
};

const rankOfValues = (values: ValueRange, unique: boolean): number => {
  switch (values.kind) {
    case 'equal':
      return unique ? 1 : 2;
    case 'prefix':
      return 4;
    case 'between':
      return values.from && values.to ? 5 : 6;
  }
};
