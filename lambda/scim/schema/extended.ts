import type { DeclaredExtension, ResourceModel } from './definition.ts';

/** A resource type with those of the extensions that are declared for it. */
export const extended = (model: ResourceModel, declared: readonly DeclaredExtension[]): ResourceModel => {
  const own = declared.filter((extension) => extension.extends === model.name);
  return {
    ...model,
    extensions: [...model.extensions, ...own.map(({ schema, required }) => ({ schema, required }))],
    indexes: [...model.indexes, ...own.flatMap(({ indexes }) => indexes)],
  };
};
