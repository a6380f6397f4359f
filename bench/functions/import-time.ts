/** Prints what importing a module takes, the first thing that a process does, as at a cold start. */
import { pathToFileURL } from 'node:url';

const [, , file = ''] = process.argv;
const cpu = process.cpuUsage();
const start = performance.now();
await import(pathToFileURL(file).href);
const importMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ importMs, cpuMs: (user + system) / 1_000 }));
