import { type Command, command } from './command.ts';
import { table } from './table.ts';

export const PEPPER_COMMANDS: Readonly<Record<string, Command>> = {
  'peppers list': command({
    summary: 'List the peppers, and how many tokens and secrets of all tenants hang on each',
    options: {},
    examples: ['peppers list', 'peppers list --stack ScimOnAws'],
    ask: (client, payload) => client.invoke('peppers.list', payload),
    show: ({ peppers }) =>
      table(
        ['version', 'credentials', 'current'],
        peppers.map(({ version, credentials, current }) => [
          version,
          String(credentials),
          current ? 'yes' : 'no',
        ]),
      ),
  }),

  'peppers rotate': command({
    summary: 'Add a pepper and make it the current one; nobody has to change anything',
    options: {},
    examples: ['peppers rotate --stack ScimOnAws'],
    ask: (client, payload) => client.invoke('peppers.rotate', payload),
    show: ({ current }) =>
      `${current} is the current pepper. Each credential moves to it when it is next used.\n` +
      'How many have not: npm run admin -- peppers list',
  }),

  'peppers remove': command({
    summary: 'Forget a pepper that nothing hangs on any more',
    argument: { field: 'version', value: 'VERSION', help: 'version of the pepper, such as v1' },
    options: {},
    examples: ['peppers remove v1 --stack ScimOnAws'],
    ask: (client, payload) => client.invoke('peppers.remove', payload),
    show: ({ removed }) => `The pepper ${removed} is gone.`,
  }),
};
