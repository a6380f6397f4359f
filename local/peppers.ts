/** The value of the secret, which Secrets Manager would keep. */
import type { StoredSecret } from './aws/secrets-manager.ts';
import type { DataFolder } from './data-folder.ts';
import type { SecretDefinition } from './template/secret.ts';

const FILE = 'peppers.json';

/** That of the last start, or what has replaced it since; generated as the template says at the first. */
export const keptSecret = async (
  data: DataFolder,
  { arn, generate }: SecretDefinition,
): Promise<StoredSecret> => {
  const kept = await data.read(FILE);
  let value = kept ?? generate();
  const replace = async (next: string): Promise<void> => {
    await data.write(FILE, next);
    value = next;
  };
  if (kept === undefined) await replace(value);
  return { arn, value: () => value, replace };
};
