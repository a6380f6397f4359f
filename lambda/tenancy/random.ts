import { randomInt } from 'node:crypto';

export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Without vowels, so that no id spells a word, and without what is easily misread. */
export const ID_ALPHABET = 'bcdfghjkmnpqrstvwxz23456789';

/** `length` characters of `alphabet`, each as likely as the next, from the system's secure random source. */
export const randomString = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
