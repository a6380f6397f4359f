import { UsageError } from './error.ts';
import { type CommonOption, wholeNumber } from './option.ts';
import { readOptions, textOf } from './read-options.ts';

/** What was written for the options of a command that does one thing, by their names. */
export interface WrittenOptions<Name extends string> {
  readonly text: (name: Name) => string | undefined;
  /** @throws UsageError for what is no whole number, or one below `least` */
  readonly number: <Otherwise>(name: Name, otherwise: Otherwise, least?: number) => number | Otherwise;
  /** @throws UsageError for what is none of the choices */
  readonly choice: <Choice extends string>(
    name: Name,
    choices: readonly Choice[],
    otherwise: Choice,
  ) => Choice;
  readonly isSet: (name: Name) => boolean;
}

/** @returns undefined when help is asked for. @throws UsageError with a sentence that says what to write instead */
export const writtenOptions = <Name extends string>(
  args: readonly string[],
  command: string,
  known: Readonly<Record<Name | 'help', CommonOption>>,
): WrittenOptions<Name> | undefined => {
  const values = readOptions(args, command, known);
  if (values['help'] === true) return undefined;
  const text = (name: Name) => textOf(values[name]);
  return {
    text,
    number: (name, otherwise, least) => {
      const written = text(name);
      return written === undefined ? otherwise : wholeNumber(written, `--${name}`, least);
    },
    choice: (name, choices, otherwise) => {
      const written = text(name) ?? otherwise;
      const choice = choices.find((one) => one === written);
      if (choice === undefined)
        throw new UsageError(`--${name} takes ${choices.join(' or ')}, not '${written}'.`);
      return choice;
    },
    isSet: (name) => values[name] === true,
  };
};
