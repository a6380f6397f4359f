import { UsageError } from './error.ts';

/** An option that every command has; a switch where it has no value. */
export interface CommonOption {
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
}

export const COMMON_OPTIONS: Readonly<Record<string, CommonOption>> = {
  stack: { value: 'NAME', help: 'ask the deployed stack of this name, with your AWS credentials' },
  function: { value: 'NAME', help: 'ask the admin function of this name or ARN' },
  json: { help: 'print the result as JSON' },
  help: { short: 'h', help: 'explain the command' },
};

/** An option of a command: how it is written, and what it becomes in the payload. */
export interface Option {
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string;
  readonly help: string;
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
