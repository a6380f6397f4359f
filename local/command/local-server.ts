import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../admin/error.ts';
import { JsonReader, parseJson } from '../json.ts';

/**
 * What the running local server says of itself.
 * @param otherwise a sentence on how another service is named
 * @throws Failure when none is running
 */
export const localServer = async (dataFolder: string, otherwise: string): Promise<JsonReader> => {
  const file = join(dataFolder, 'server.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure(
      `No local server is running (there is no ${file}). Start one with: npm start\n${otherwise}`,
    );
  });
  return new JsonReader(parseJson(text), file);
};
