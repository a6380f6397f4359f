import { isId } from '../../../lambda/store/dynamo/id.ts';

/** Ids that come in order. */
export interface IdList {
  /** Whatever is no id is left to those who look at it more closely. */
  add(id: unknown): void;
  has(id: unknown): boolean;
}

/** The bytes of an id, which is a UUID. */
const BYTES = 16;

/** Keeps ids by their bytes alone, so that half a million take 8 MB; one of them is found by halving. */
export const idList = (): IdList => {
  let kept = Buffer.alloc(1_024 * BYTES);
  let length = 0;
  return {
    add: (id) => {
      const bytes = bytesOf(id);
      if (!bytes) return;
      if (length === kept.length) kept = Buffer.concat([kept, Buffer.alloc(kept.length)]);
      bytes.copy(kept, length);
      length += BYTES;
    },
    has: (id) => {
      const bytes = bytesOf(id);
      let [from, to] = [0, bytes ? length / BYTES : 0];
      while (bytes && from < to) {
        const middle = Math.floor((from + to) / 2);
        const order = bytes.compare(kept, middle * BYTES, (middle + 1) * BYTES);
        if (order === 0) return true;
        if (order < 0) to = middle;
        else from = middle + 1;
      }
      return false;
    },
  };
};

const bytesOf = (id: unknown): Buffer | undefined =>
  typeof id === 'string' && isId(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : undefined;
