import { jest } from '@jest/globals';
import type { DeclaredExtension } from '../../lambda/scim/schema/definition.ts';
import type { ExplainedList } from '../../lambda/service/list/explanation.ts';
import type { ResourceService } from '../../lambda/service/service.ts';
import type { Finding } from '../../lambda/store/dynamo/fsck/step.ts';
import type { RebuildStep } from '../../lambda/store/dynamo/indexes/rebuilding.ts';
import type { Trips } from './trips.ts';

/** Functions of a release, from their start on. */
export interface Running {
  readonly users: ResourceService;
  /** How the last list was served. */
  readonly explained: () => ExplainedList | undefined;
  /** What the admin function does before it makes a tenant. */
  readonly openTenant: (tenant: string) => Promise<void>;
  /** Rebuilding from its first step to its last, or to the one that says to wait. */
  readonly reindex: (tenant: string, now?: () => number) => Promise<RebuildStep & { readonly steps: number }>;
  readonly fsck: (tenant: string) => Promise<readonly Finding[]>;
}

/** The code as it is where these extensions are bundled with it. */
export interface Release {
  /** Starts functions on a table, which know nothing of those that were there before. */
  readonly start: (table: string) => Running;
  /** What its functions ask of the database. */
  readonly trips: Trips;
  readonly close: () => void;
}

/** Loads the code anew, with `#extensions` in place as a bundle has it. */
export const release = async (
  endpoint: string,
  extensions: readonly DeclaredExtension[],
): Promise<Release> => {
  jest.resetModules();
  jest.unstable_mockModule('#extensions', () => ({ EXTENSIONS: extensions }));
  const { clientOf } = await import('./client.ts');
  const { userService } = await import('../../lambda/service/users.ts');
  const { dynamoDirectory } = await import('../../lambda/store/dynamo/directory.ts');
  const { DECLARED_INDEXES: declared } = await import('../../lambda/scim/schema/models.ts');
  const { openDirectory } = await import('../../lambda/store/dynamo/indexes/opening.ts');
  const { rebuildStep } = await import('../../lambda/store/dynamo/indexes/rebuilding.ts');
  const { FIRST_STATE, fsckStep } = await import('../../lambda/store/dynamo/fsck/step.ts');
  const { countTrips } = await import('./trips.ts');
  const client = clientOf(endpoint);
  const trips = countTrips(client);

  const start = (name: string): Running => {
    const table = { client, name };
    const run = { table, groupNames: 'unique', requestId: 'r1' } as const;
    let explained: ExplainedList | undefined;
    const explain = (list: ExplainedList) => {
      explained = list;
    };
    const lists = { maxReadUnits: Number.POSITIVE_INFINITY, explain };
    return {
      users: userService(dynamoDirectory({ client, table: name, declared }), lists),
      explained: () => explained,
      openTenant: (tenant) => openDirectory(table, declared)(tenant, 'r1'),
      reindex: async (tenant, now = inAnHour) => {
        const findings: Finding[] = [];
        let rewritten = 0;
        let state: RebuildStep['state'];
        for (let steps = 1; ; steps += 1) {
          const step: RebuildStep = await rebuildStep({ ...run, tenant, now, until: Date.now() }, state);
          findings.push(...step.findings);
          rewritten += step.rewritten;
          if (!step.state) return { ...step, findings, rewritten, steps };
          state = JSON.parse(JSON.stringify(step.state));
        }
      },
      fsck: async (tenant) => {
        const whole = { ...run, tenant, repair: false, now: Date.now, until: Date.now() + 60_000 };
        return (await fsckStep(whole, FIRST_STATE)).findings;
      },
    };
  };
  return { start, trips, close: () => client.destroy() };
};

const inAnHour = (): number => Date.now() + 3_600_000;
