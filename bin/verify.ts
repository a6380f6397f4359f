import { styleFor } from '../local/command/style.ts';
import { endingOf } from '../local/ending.ts';
import { main } from '../local/verify/main.ts';

process.exitCode = await main(process.argv.slice(2), {
  out: console.log,
  error: console.error,
  screen: process.stderr.isTTY ? process.stderr : undefined,
  style: styleFor(process.stdout.isTTY, process.env),
  dataFolder: process.env['SCIM_DATA'] || '.local',
  token: process.env['SCIM_TOKEN'],
  signal: endingOf(process, 1),
});
