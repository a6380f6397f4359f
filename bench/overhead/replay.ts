/** What a client was asked, to be asked again of another table. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Command = Parameters<DynamoDBDocumentClient['send']>[0];

export interface Recorder {
  /** A client that remembers what it is asked. */
  readonly client: DynamoDBDocumentClient;
  /** What it was asked since, in its round trips: commands that went out side by side are together. */
  readonly take: () => readonly (readonly Command[])[];
}

export const recorderOf = (client: DynamoDBDocumentClient): Recorder => {
  let trips: Command[][] = [];
  let answered = true;
  const send = async (command: Command, ...options: never[]): Promise<unknown> => {
    if (answered) trips.push([]);
    answered = false;
    trips.at(-1)?.push(command);
    try {
      return await client.send(command, ...options);
    } finally {
      answered = true;
    }
  };
  return {
    client: Object.assign(Object.create(client), { send }) as DynamoDBDocumentClient,
    take: () => {
      const taken = trips;
      trips = [];
      answered = true;
      return taken;
    },
  };
};

/** The same commands of another table. A transaction gets a token of its own: it is another one. */
export const redirected = (
  trips: readonly (readonly Command[])[],
  from: string,
  to: string,
): readonly (readonly Command[])[] =>
  trips.map((commands) =>
    commands.map((command) => {
      const { ClientRequestToken: _, ...input } = JSON.parse(
        JSON.stringify(command.input).replaceAll(JSON.stringify(from), JSON.stringify(to)),
      );
      return new (command.constructor as new (input: object) => Command)(input);
    }),
  );
