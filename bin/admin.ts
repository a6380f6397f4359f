import { main } from '../local/admin/main.ts';
import { connect } from '../local/admin/target.ts';

process.exitCode = await main(process.argv.slice(2), {
  out: console.log,
  error: console.error,
  dataFolder: process.env['SCIM_DATA'] || '.local',
  connect,
  screen: process.stderr.isTTY ? process.stderr : undefined,
});
