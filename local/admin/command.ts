import type { AdminClient } from './client.ts';
import type { Io } from './io.ts';
import type { Argument, Options } from './option.ts';
import type { Advance } from './progress.ts';
import type { Connection } from './target.ts';

/** What the help and the completion of a shell say of a command. */
export interface Described {
  readonly summary: string;
  /** What stands right after its name. */
  readonly argument?: Argument;
  readonly options: Options;
  /** Command lines without their beginning, `npm run admin --`. */
  readonly examples: readonly string[];
}

/** A command that asks nothing of any service. */
export interface Printing extends Described {
  print(payload: Payload): string;
}

/** Something that can be asked at the terminal: `tenants create`, `fsck` and so on. */
export interface Command extends Described {
  run(connection: Connection, payload: Payload, advance: Advance, io: Io): Promise<Output>;
}

export type Payload = Readonly<Record<string, unknown>>;

/** A field of a payload that is a text; undefined where it is absent. */
export const textIn = (payload: Payload, field: string): string | undefined => {
  const value = payload[field];
  return typeof value === 'string' ? value : undefined;
};

export interface Output {
  /** What scripts get. */
  readonly result: unknown;
  /** What people get. */
  readonly text: string;
  /** Whether the command ends as one that did not succeed. */
  readonly failed?: boolean;
  /** Whether standard output has something else, so that this belongs on standard error. */
  readonly aside?: boolean;
  /** What people have to know besides; on standard error, also where scripts get the result. */
  readonly note?: string | undefined;
}

interface Definition<Result> extends Omit<Command, 'run'> {
  readonly ask: (client: AdminClient, payload: Payload) => Promise<Result>;
  readonly show: (result: Result, connection: Connection) => string;
}

export const command = <Result>({ ask, show, ...rest }: Definition<Result>): Command => ({
  ...rest,
  run: async (connection, payload) => {
    const result = await ask(connection.client, payload);
    return { result, text: show(result, connection) };
  },
});
