/** Rows under headings, in columns as wide as what is in them. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  align([headings.map((heading) => heading.toUpperCase()), ...rows]);

/** Names and values, one pair a line. */
export const pairs = (entries: Readonly<Record<string, string>>): string => align(Object.entries(entries));

const align = (lines: readonly (readonly string[])[]): string => {
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const widths = (lines[0] ?? []).map((_, column) => width(column));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
};
