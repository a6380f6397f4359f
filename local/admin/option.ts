import { minutes } from './duration.ts';
import { UsageError } from './error.ts';

/** An option that every command has; a switch where it has no value. */
export interface CommonOption {
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
  /** What the value can be, where that is known; offered by the completion of a shell. */
  readonly choices?: readonly string[];
}

export const COMMON_OPTIONS: Readonly<Record<string, CommonOption>> = {
  stack: { value: 'NAME', help: 'ask the deployed stack of this name, with your AWS credentials' },
  function: { value: 'NAME', help: 'ask the admin function of this name or ARN' },
  json: { help: 'print the result as JSON' },
  help: { short: 'h', help: 'explain the command' },
};

/** An option of a command: how it is written, and what it becomes in the payload. */
export interface Option extends Omit<CommonOption, 'short'> {
  readonly required?: true;
  /** The field of the payload. */
  readonly field: string;
  /** The value as the operation takes it; a text where this is absent. */
  readonly read?: (text: string, option: string) => unknown;
}

/** A value without a name. */
export interface Argument {
  readonly field: string;
  readonly value: string;
  readonly help: string;
  /** What it has to be one of. */
  readonly choices?: readonly string[];
}

export type Options = Readonly<Record<string, Option>>;

export const wholeNumber = (text: string, option: string, least?: number): number => {
  if (/^\d{1,9}$/.test(text) && Number(text) >= (least ?? 0)) return Number(text);
  const from = least === undefined ? '' : ` from ${least} on`;
  throw new UsageError(`${option} takes a whole number${from}, not '${text}'.`);
};

export const commaSeparated = (text: string): readonly string[] => text.split(',').map((part) => part.trim());

export const TENANT: Options = {
  tenant: { field: 'tenant', value: 'ID', help: 'id of the tenant', required: true },
};

export const CLIENT: Options = {
  ...TENANT,
  client: { field: 'clientId', value: 'ID', help: 'id of the client, from clients list', required: true },
};

export const LABEL: Options = { label: { field: 'label', value: 'TEXT', help: 'who will use it' } };

export const EXPIRES_IN_DAYS: Options = {
  'expires-in-days': {
    field: 'expiresInDays',
    value: 'DAYS',
    help: 'how long it lives; 365 by default',
    read: wholeNumber,
  },
};

export const SCOPE_LIST: Options = {
  scopes: {
    field: 'scopes',
    value: 'provision,read',
    help: 'what it may do; both by default',
    choices: ['provision,read', 'provision', 'read'],
    read: commaSeparated,
  },
};

export const OVERLAP: Options = {
  overlap: {
    field: 'overlapMinutes',
    value: 'TIME',
    help: 'how long the old one stays good beside the new one: 7d (the default), 12h, 30m, 0m',
    read: minutes,
  },
};
