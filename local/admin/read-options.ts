import { parseArgs } from 'node:util';
import { nearest } from '../../lib/nearest.ts';
import { UsageError } from './error.ts';
import type { CommonOption } from './option.ts';

export type Values = ReturnType<typeof parseArgs>['values'];

/**
 * The values of options, by their names.
 * @param command whose options they are, for the message
 * @throws UsageError with a sentence that says what to write instead
 */
export const readOptions = (
  args: readonly string[],
  command: string,
  known: Readonly<Record<string, CommonOption>>,
): Values => {
  const options = Object.fromEntries(
    Object.entries(known).map(([option, { value, short }]) => [
      option,
      { type: value ? ('string' as const) : ('boolean' as const), ...(short && { short }) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  for (const token of tokens)
    if (token.kind === 'option' && !Object.hasOwn(options, token.name))
      throw new UsageError(unknownOption(token.rawName, command, Object.keys(options)));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // What is left are values that are missing, ambiguous or too many, which Node explains well.
    throw new UsageError(Error.isError(error) ? error.message : 'The options cannot be read.');
  }
};

/** The value of an option that takes one; undefined where it is absent. */
export const textOf = (value: Values[string]): string | undefined =>
  typeof value === 'string' ? value : undefined;

const unknownOption = (written: string, command: string, known: readonly string[]): string => {
  const meant = nearest(written.replace(/^-+/, ''), known);
  const hint = meant ? `Did you mean --${meant}?` : `It has ${known.map((one) => `--${one}`).join(', ')}.`;
  return `${command} has no option ${written}. ${hint}`;
};
