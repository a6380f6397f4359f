/** Chance that repeats itself: everything drawn follows from the seed. */
export interface Random {
  /** From 0 up to, and without, the limit. */
  readonly below: (limit: number) => number;
  /** @throws RangeError when there is nothing to pick from */
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Several different ones, or all there are. */
  readonly some: <Item>(items: readonly Item[], count: number) => readonly Item[];
  readonly chance: (probability: number) => boolean;
  /** A UUID of version 8 (RFC 9562 §5.8), whose first eight digits can be given. */
  readonly uuid: (start?: string) => string;
}

export const randomOf = (seed: string): Random => {
  const next = mulberry32(fnv1a(seed));
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join('');

  const some = <Item>(items: readonly Item[], count: number): readonly Item[] => {
    const rest = [...items];
    return Array.from({ length: Math.min(count, rest.length) }, () =>
      rest.splice(below(rest.length), 1),
    ).flat();
  };
  return {
    below,
    some,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('there is nothing to pick from');
      return item;
    },
    chance: (probability) => next() < probability,
    uuid: (start = hex(8)) => `${start}-${hex(4)}-8${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
};

/** A generator of 32 bits of state; its numbers are good enough for a company's comings and goings. */
const mulberry32 = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
};
