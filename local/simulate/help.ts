import { describeOptions, indent } from '../admin/describe-options.ts';
import { OPTIONS } from './command-line.ts';

const RUN = 'npm run simulate --';

export const HELP = `Acts as Entra ID's provisioning engine: fills a tenant from a directory, lets some cycles of joiners, movers and
leavers follow, reads everything back and compares. Ends with 0 when there is no difference and nothing failed.

Usage
  ${RUN} [options]

Options
${indent(describeOptions(OPTIONS))}

Examples
  ${RUN} --cycles 5
  ${RUN} --dialect flag --scope assigned --rate 100
  SCIM_TOKEN=… ${RUN} --url https://scim.example.com/scim --users exportUsers.csv --groups members.csv`;
