/** Tables in the form in which DynamoDB exports them, which the embedded engine imports at its own speed. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Item } from '../../lambda/store/dynamo/table.ts';

const LINES_AT_ONCE = 1_000;

/** @param folder of the export: a folder of each table is made in it */
export const exportTable = async (folder: string, table: string, items: Iterable<Item>): Promise<void> => {
  const data = join(folder, table, 'data');
  await mkdir(data, { recursive: true });
  await pipeline(
    Readable.from(textOf(items)),
    createGzip({ level: 1 }),
    createWriteStream(join(data, 'items.json.gz')),
  );
};

function* textOf(items: Iterable<Item>): Iterable<string> {
  let lines: string[] = [];
  for (const item of items) {
    lines.push(`${JSON.stringify({ Item: attributesOf(item) })}\n`);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

const attributesOf = (values: object): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attributeValue(value)]));

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html, of what JSON has */
const attributeValue = (value: unknown): object => {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  if (typeof value === 'object') return { M: attributesOf(value) };
  throw new TypeError(`no item has a ${typeof value}`);
};
