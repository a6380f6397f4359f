import { crc32 } from 'node:zlib';
import { BASE62 } from '../../lambda/tenancy/random.ts';

/** A text with the checksum that it has to have, as whoever knows the form can make it. */
export const sealed = (unchecked: string): string => {
  let rest = crc32(unchecked);
  let digits = '';
  for (let place = 0; place < 6; place += 1) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return unchecked + digits;
};

/** The same text with another last character. */
export const mistyped = (text: string): string => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
