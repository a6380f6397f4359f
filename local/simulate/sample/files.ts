/** The sample directory that ships with the simulator; `write.ts`, beside this file, makes it anew. */
export const SAMPLE = {
  users: new URL('users.csv', import.meta.url),
  groups: new URL('groups.csv', import.meta.url),
};
