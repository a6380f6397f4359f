import type { Changes } from './dialect.ts';
import type { Texts } from './mapping.ts';
import type { Path } from './path.ts';

/** What of a resource the mappings speak of. Groups are always active. */
export interface Content {
  readonly texts: Texts;
  readonly active: boolean;
}

/** What makes of one content another. */
export const changesBetween = (before: Content, after: Content): Changes => {
  const paths = new Set<Path>([...before.texts.keys(), ...after.texts.keys()]);
  return {
    texts: [...paths]
      .map((path) => ({ path, from: before.texts.get(path), to: after.texts.get(path) }))
      .filter(({ from, to }) => from !== to),
    active: before.active === after.active ? undefined : after.active,
  };
};

export const isNoChange = ({ texts, active }: Changes): boolean => texts.length === 0 && active === undefined;
