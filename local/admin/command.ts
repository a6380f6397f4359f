import type { AdminClient } from './client.ts';
import type { Options } from './option.ts';
import type { Connection } from './target.ts';

/** Something that can be asked at the terminal: `tenants create` and so on. */
export interface Command {
  readonly summary: string;
  readonly options: Options;
  /** Command lines without their beginning, `npm run admin --`. */
  readonly examples: readonly string[];
  run(connection: Connection, payload: Payload): Promise<Output>;
}

export type Payload = Readonly<Record<string, unknown>>;

export interface Output {
  /** What scripts get. */
  readonly result: unknown;
  /** What people get. */
  readonly text: string;
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
