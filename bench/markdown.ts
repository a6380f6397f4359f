/** A table of Markdown; columns of figures are aligned to the right. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const isFigures = (column: number) => rows.every((row) => /^[\d,.$×–*\s-]*$/.test(row[column] ?? ''));
  const rule = head.map((_, column) => (isFigures(column) ? '--:' : '---'));
  return [line(head), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
};
