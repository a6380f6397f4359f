import { scimApp } from '../lib/app.ts';
import { SettingsError } from '../lib/settings.ts';

try {
  scimApp();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}
