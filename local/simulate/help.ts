import { pairs } from '../admin/table.ts';
import { OPTIONS } from './command-line.ts';

const RUN = 'npm run simulate --';

const indent = (text: string): string => text.replace(/^/gm, '  ');

const options = Object.fromEntries(
  Object.entries<{ readonly value?: string; readonly help: string }>(OPTIONS).map(
    ([name, { value, help }]) => [value ? `--${name} ${value}` : `--${name}`, help],
  ),
);

export const HELP = `Acts as Entra ID's provisioning engine: fills a tenant from a directory, lets some cycles of joiners, movers and
leavers follow, reads everything back and compares. Ends with 0 when there is no difference and nothing failed.

Usage
  ${RUN} [options]

Options
${indent(pairs(options))}

Examples
  ${RUN} --cycles 5
  ${RUN} --dialect flag --scope assigned --rate 100
  SCIM_TOKEN=… ${RUN} --url https://scim.example.com/scim --users exportUsers.csv --groups members.csv`;
