import type { Target } from '../../replay/client.ts';
import type { Scenario } from '../../replay/scenario.ts';
import type { Account } from '../account.ts';
import type { Note } from '../journal.ts';

/** The service as it was deployed. */
export interface DeployedService {
  readonly account: Account;
  readonly stackName: string;
  readonly restApiId: string;
  /** Ends what takes long. */
  readonly signal: AbortSignal;
  /** A new tenant, and a token of it. */
  readonly openTenant: (settings?: Scenario['tenant']) => Promise<Target>;
}

/** Something that is tried on the service while it is deployed. */
export interface Exercise {
  readonly title: string;
  /** @throws Error that says what was otherwise than it should be */
  readonly run: (service: DeployedService, note: Note) => Promise<void>;
}
