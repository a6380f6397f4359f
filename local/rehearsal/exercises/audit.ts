import type { Exercise } from './exercise.ts';
import { logOf } from './logs.ts';

const FUNCTIONS = ['users', 'groups', 'bulk', 'search', 'discovery', 'authorizer', 'admin', 'maintenance'];
/** Those that have done by then what leaves a line of audit. */
const AUDITED = ['users', 'groups', 'bulk', 'search', 'discovery', 'maintenance'];

/** What the requests have left in the log groups: an audit trail, and no refusal of IAM or other fault. */
export const audit: Exercise = {
  title: 'Log groups, and permissions under IAM',
  run: async ({ account, stackName }, note) => {
    let audited = 0;
    for (const name of FUNCTIONS) {
      const lines = await logOf(account, `${stackName}-${name}`);
      const faults = lines.filter((line) => line.includes('"level":"ERROR"'));
      if (faults.length > 0) throw new Error(`${name} logged ${faults.length} errors, first ${faults[0]}`);
      const trail = lines.filter((line) => line.includes('"audit":{'));
      if (AUDITED.includes(name) && trail.length === 0) throw new Error(`${name} logged no line of audit`);
      audited += trail.length;
    }
    note(`${audited} lines of audit`);
    note('nothing that the functions called was denied');
  },
};
