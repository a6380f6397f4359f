/** The value of the secret, which Secrets Manager would keep. */
import type { StoredSecret } from './aws/secrets-manager.ts';
import type { DataFolder } from './data-folder.ts';
import type { SecretDefinition } from './template/secret.ts';

const FILE = 'peppers.json';

/** That of the last start; generated as the template says at the first. */
export const keptSecret = async (
  data: DataFolder,
  { arn, generate }: SecretDefinition,
): Promise<StoredSecret> => {
  const kept = await data.read(FILE);
  if (kept !== undefined) return { arn, value: kept };
  const value = generate();
  await data.write(FILE, value);
  return { arn, value };
};
