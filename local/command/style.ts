import { styleText } from 'node:util';

/** Puts a text in a style where the terminal shows styles. */
export type Style = (style: Parameters<typeof styleText>[0], text: string) => string;

export const plain: Style = (_, text) => text;
export const coloured: Style = (style, text) => styleText(style, text, { validateStream: false });

/** https://no-color.org */
export const styleFor = (
  isTerminal: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): Style => (isTerminal && !variables['NO_COLOR'] ? coloured : plain);
