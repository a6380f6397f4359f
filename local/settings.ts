/** What the environment says of how the local server is to run. */

export interface LocalSettings {
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  /** A folder, or `:memory:`. */
  readonly data: string;
  /** A file that is written once requests are accepted. */
  readonly readyFile: string | undefined;
  /** Undefined: the embedded database. */
  readonly dynamodbEndpoint: string | undefined;
  /** Whether the functions' logs are shown. */
  readonly showLogs: boolean;
}

/** A setting that cannot be meant; the message says which, and what to write. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

type Variables = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as none. @throws SettingError */
export const readSettings = (variables: Variables): LocalSettings => {
  const { PORT, HOST, SCIM_DATA, READY_FILE, DYNAMODB_ENDPOINT, LOG } = variables;
  return {
    port: portFrom(PORT || '8787'),
    host: HOST || '127.0.0.1',
    data: SCIM_DATA || '.local',
    readyFile: READY_FILE || undefined,
    dynamodbEndpoint: DYNAMODB_ENDPOINT ? endpointFrom(DYNAMODB_ENDPOINT) : undefined,
    showLogs: flagFrom('LOG', LOG || '0'),
  };
};

const portFrom = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new SettingError(`PORT is "${text}"; write a number from 0 to 65535, such as PORT=8787.`);
};

const endpointFrom = (text: string): string => {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text;
  throw new SettingError(`DYNAMODB_ENDPOINT is "${text}"; write a URL, such as http://127.0.0.1:8000.`);
};

const flagFrom = (name: string, text: string): boolean => {
  if (text === '1' || text === '0') return text === '1';
  throw new SettingError(`${name} is "${text}"; write ${name}=1 or leave it out.`);
};
