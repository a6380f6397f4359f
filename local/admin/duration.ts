import { UsageError } from './error.ts';

const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;

/** `7d`, `12h` or `30m` in minutes. @throws UsageError */
export const minutes = (text: string, option: string): number => {
  const [, number = '', unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (unit !== 'm' && unit !== 'h' && unit !== 'd')
    throw new UsageError(`${option} takes a time such as 7d, 12h or 30m, not '${text}'.`);
  return Number(number) * MINUTES[unit];
};
