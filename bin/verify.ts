import { styleFor } from '../local/terminal.ts';
import { main } from '../local/verify/main.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // Whoever asks twice does not want to wait.
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  });

process.exitCode = await main(process.argv.slice(2), {
  out: console.log,
  error: console.error,
  screen: process.stderr.isTTY ? process.stderr : undefined,
  style: styleFor(process.stdout.isTTY, process.env),
  dataFolder: process.env['SCIM_DATA'] || '.local',
  token: process.env['SCIM_TOKEN'],
  signal: stopping.signal,
});
