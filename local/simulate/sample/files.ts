/** The sample directory that ships with the simulator; `node local/simulate/sample/write.ts` makes it anew. */
export const SAMPLE = {
  users: new URL('users.csv', import.meta.url),
  groups: new URL('groups.csv', import.meta.url),
};
