/** A command at a terminal of its own, and what it writes there, with the time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Output {
  /** Milliseconds since the command was started. */
  readonly at: number;
  readonly text: string;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Session {
  /** So far. */
  readonly output: () => readonly Output[];
  /** Waits until this has been written. @throws Error with what was written instead, when the command has ended */
  readonly says: (text: string) => Promise<void>;
  /** As at the keyboard. */
  readonly type: (text: string) => void;
  /** @throws Error with what was written, unless the command ends with 0 */
  readonly end: Promise<void>;
}

/** Needs `script` of util-linux, which every Linux has. */
export const startSession = (command: string, folder: string, { columns, rows }: Size): Session => {
  const inTerminal = `stty cols ${columns} rows ${rows}; exec ${command}`;
  const began = performance.now();
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', inTerminal, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, SHELL: '/bin/sh', TERM: 'xterm-256color', npm_config_update_notifier: 'false' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output: Output[] = [{ at: 0, text: `$ ${command}\r\n` }];
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => output.push({ at: performance.now() - began, text }));
  const whole = (): string => output.map(({ text }) => text).join('');

  const ended = async (): Promise<void> => {
    const [status] = await once(child, 'close');
    if (status !== 0) throw new Error(`${command} ended with ${status}:\n${whole()}`);
  };

  return {
    output: () => [...output],
    says: async (text) => {
      while (!whole().includes(text)) {
        if (child.exitCode !== null) throw new Error(`${command} has ended:\n${whole()}`);
        await sleep(20);
      }
    },
    type: (text) => child.stdin.write(text),
    end: ended(),
  };
};

/** The same output with a secret hidden. The text keeps its length, and so its place on the screen. */
export const hiding = (output: readonly Output[], secret: string): readonly Output[] => {
  const hidden = secret.replace(/[^_]+$/, (end) => '•'.repeat(end.length));
  const whole = output
    .map(({ text }) => text)
    .join('')
    .replaceAll(secret, hidden);
  let end = 0;
  return output.map(({ at, text }) => {
    const begin = end;
    end += text.length;
    return { at, text: whole.slice(begin, end) };
  });
};
