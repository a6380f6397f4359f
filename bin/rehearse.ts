import { main } from '../local/rehearsal/main.ts';

process.exit(await main());
