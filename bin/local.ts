import { main } from '../local/main.ts';

process.exit(await main());
