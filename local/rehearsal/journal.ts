/** What a rehearsal says while it goes on, and what it has come to in the end. */

/** Adds a finding to the line of a step. */
export type Note = (finding: string) => void;

export interface Journal {
  /** Does what the rest needs. @throws whatever the work throws, after telling of it */
  readonly step: <T>(title: string, work: (note: Note) => Promise<T>) => Promise<T>;
  /** Does what the rest can do without: a failure is told of, and counts. */
  readonly check: (title: string, work: (note: Note) => Promise<void>) => Promise<void>;
  readonly failures: () => number;
}

/** @param say is given whole lines. */
export const journal = (
  say: (line: string) => void,
  now: () => number = () => performance.now(),
): Journal => {
  let failures = 0;

  const step: Journal['step'] = async (title, work) => {
    const start = now();
    const findings: string[] = [];
    const tell = (outcome: string, text: string) => {
      const seconds = ((now() - start) / 1000).toFixed(1).padStart(5);
      say(`${outcome} ${seconds} s  ${title}${text}`);
    };
    try {
      const result = await work((finding) => findings.push(finding));
      tell('ok    ', findings.length > 0 ? `: ${findings.join(', ')}` : '');
      return result;
    } catch (error) {
      failures += 1;
      tell('FAILED', `\n${indent(explain(error))}`);
      throw error;
    }
  };

  return {
    step,
    check: (title, work) => step(title, work).catch(() => {}),
    failures: () => failures,
  };
};

/** An error and its causes. */
const explain = (error: unknown): string => {
  if (!Error.isError(error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${explain(error.cause)}`;
};

const indent = (text: string): string => text.replaceAll(/^/gm, '    ');
