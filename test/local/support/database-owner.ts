/** A process of its own that has a database: `database-owner.ts <file>`. It says where, and waits. */
import { startDatabase } from '../../../local/database.ts';
import { TABLE } from '../../harness/table.ts';

const { endpoint } = await startDatabase({ file: process.argv[2], table: TABLE });
console.log(endpoint);
setInterval(() => {}, 60_000);
