import type { CommonOption } from './option.ts';
import { pairs } from './table.ts';

/** The options of a command for its help, one a line. */
export const describeOptions = (
  options: Readonly<Record<string, CommonOption & { readonly required?: true }>>,
): string =>
  pairs(
    Object.fromEntries(
      Object.entries(options).map(([option, { value, help, required }]) => [
        value ? `--${option} ${value}` : `--${option}`,
        required ? `${help} (required)` : help,
      ]),
    ),
  );

export const indent = (text: string): string => text.replace(/^/gm, '  ');
