import type { Command, Output } from '../command.ts';
import { textIn } from '../command.ts';
import { describeCensus } from './format.ts';
import { createExport, type Written, writeExport } from './write-export.ts';

export const EXPORT_COMMANDS: Readonly<Record<string, Command>> = {
  export: {
    summary: 'Write out everything that a tenant has, besides its credentials',
    argument: { field: 'tenant', value: 'TENANT', help: 'id of the tenant' },
    options: {
      output: { field: 'output', value: 'FILE', help: 'where to; standard output by default' },
    },
    examples: [
      'export contoso --output contoso.ndjson',
      'export contoso --stack ScimOnAws --output contoso.ndjson',
    ],
    run: async (connection, payload, advance, io) => {
      const tenant = textIn(payload, 'tenant') ?? '';
      const path = textIn(payload, 'output');
      if (path === undefined) {
        const written = await writeExport(connection, tenant, io.output, advance);
        return { ...output(tenant, written, 'standard output'), aside: true };
      }
      const file = await createExport(path);
      const written = await file.write((to) => writeExport(connection, tenant, to, advance));
      return output(tenant, written, path);
    },
  },
};

const output = (tenant: string, written: Written, where: string): Output => ({
  result: { tenant, output: where, ...written },
  text: `${describeCensus(written)} of ${tenant} are in ${where}: ${written.lines} lines, ${megabytes(written.bytes)} MB.`,
  note: written.status === 'active' ? notOfOneMoment(tenant) : undefined,
});

const notOfOneMoment = (tenant: string): string =>
  `${tenant} is active, so this is not one moment: if a unique name went from one to another meanwhile, no import takes ` +
  `it. Where that may not be, suspend the tenant first: npm run admin -- tenants suspend --tenant ${tenant}`;

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
