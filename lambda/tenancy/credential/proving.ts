import { PepperError, type Peppers } from '../pepper/peppers.ts';
import { digestOf, sameDigest } from './digest.ts';
import type { Proof } from './proof.ts';

/** What the text of an unknown credential is compared with, so that it costs what a known one does. Equals no digest. */
const NO_DIGEST = '*'.repeat(43);

/** Whether a text is the one that was issued. One that is unknown is proven by nothing, in the same time. */
export const isProvenBy = async (
  peppers: Peppers,
  record: Proof | undefined,
  text: string,
): Promise<boolean> => {
  const pepper = await (record ? peppers.version(record.pepper) : peppers.current());
  return sameDigest(digestOf(pepper, text), record?.digest ?? NO_DIGEST);
};

/**
 * Why a text is not taken for a credential: that it is not the one that was issued, before that the credential has ended.
 * A pepper is removed once nothing good hangs on it, so what has ended may not be provable any more, nor need it be.
 * @param ending how the credential has ended, if it has @throws PepperError where one that is good cannot be proven
 */
export const refusalOf = async <Ending extends string>(
  peppers: Peppers,
  record: Proof | undefined,
  text: string,
  ending: Ending | undefined,
): Promise<'wrongSecret' | Ending | undefined> => {
  try {
    if (!(await isProvenBy(peppers, record, text))) return 'wrongSecret';
  } catch (error) {
    if (ending === undefined || !(error instanceof PepperError)) throw error;
  }
  return ending;
};

/**
 * Moves a text that was verified under an old pepper to the current one, so that the old one can go. It asks which
 * one is current before it does: a warm function that has not heard of the new one would move texts back.
 * @returns undefined where that is not due
 */
export const reproving = async (
  peppers: Peppers,
  { pepper: proven }: Proof,
  text: string,
  prove: (proof: Proof) => Promise<void>,
): Promise<'done' | undefined> => {
  if ((await peppers.current()).version === proven) return undefined;
  const pepper = await peppers.latest();
  if (pepper.version === proven) return undefined;
  await prove({ digest: digestOf(pepper, text), pepper: pepper.version });
  return 'done';
};
