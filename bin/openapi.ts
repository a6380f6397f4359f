import { main } from '../local/openapi/main.ts';

await main();
