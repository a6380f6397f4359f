/** Writes the sample directory beside this file, the same each time. */
import { writeFile } from 'node:fs/promises';
import { formatGroups, formatPeople } from '../source/files.ts';
import { SAMPLE } from './files.ts';
import { sampleDirectory } from './generate.ts';

const directory = sampleDirectory('contoso', 500);
await writeFile(SAMPLE.users, formatPeople(directory));
await writeFile(SAMPLE.groups, formatGroups(directory));
