import { endingOf } from '../local/ending.ts';
import { main } from '../local/simulate/main.ts';

process.exitCode = await main(process.argv.slice(2), {
  out: console.log,
  error: console.error,
  screen: process.stderr.isTTY ? process.stderr : undefined,
  dataFolder: process.env['SCIM_DATA'] || '.local',
  token: process.env['SCIM_TOKEN'],
  clientSecret: process.env['SCIM_CLIENT_SECRET'],
  signal: endingOf(process, 1),
});
