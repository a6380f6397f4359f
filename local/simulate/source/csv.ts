/**
 * Comma-separated values (RFC 4180), as spreadsheets and Entra's exports write them. By hand, because a message has to
 * name the line that an administrator has to mend: csv-parse counts a line break of Windows in quotes twice.
 */

/** A file that cannot be read as a table; the message says in which line. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
}

/** A line as its values by column; a column that the file does not have is empty. */
export interface CsvRecord {
  readonly line: number;
  readonly value: (column: string) => string;
}

/**
 * The records after the line of headings, which are compared in any case.
 * @throws CsvError when a column is missing, a quote is not closed or a line has more values than headings
 */
export const readCsv = (text: string, required: readonly string[]): readonly CsvRecord[] => {
  const [headings, ...rows] = rowsOf(text.replace(/^\uFEFF/, ''));
  const columns = new Map(headings?.cells.map((heading, index) => [heading.trim().toLowerCase(), index]));
  const missing = required.filter((column) => !columns.has(column.toLowerCase()));
  if (missing.length > 0) throw new CsvError(`there is no column ${missing.join(', ')}`);

  return rows.map(({ line, cells }) => {
    if (cells.length > columns.size)
      throw new CsvError(`line ${line} has ${cells.length} values for ${columns.size} columns`);
    return { line, value: (column) => cells[columns.get(column.toLowerCase()) ?? -1] ?? '' };
  });
};

/** Values are quoted where they have to be. */
export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');

const quoted = (value: string): string =>
  /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

interface Row {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quoted or a bare value, and what ends it: a comma, the end of the line or of the text. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

const rowsOf = (text: string): readonly Row[] => {
  const rows: Row[] = [];
  const cell = new RegExp(CELL);
  let line = 1;
  while (cell.lastIndex < text.length) {
    const began = line;
    const cells: string[] = [];
    let end: string | undefined = ',';
    while (end === ',') {
      const match = cell.exec(text);
      if (!match) throw new CsvError(`line ${line} has a quote where none may be, or one that is not closed`);
      const [whole, inQuotes, bare] = match;
      cells.push(inQuotes?.replaceAll('""', '"') ?? bare ?? '');
      line += whole.split('\n').length - 1;
      end = match[3];
    }
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: began, cells });
  }
  return rows;
};
