import { join } from 'node:path';
import { synthesize } from '../../../local/synthesize.ts';
import { type Deployment, readDeployment } from '../../../local/template/deployment.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface SampleDeployment {
  readonly deployment: Deployment;
  readonly remove: () => Promise<void>;
}

/** The sample stack, synthesized as the service's own is. */
export const sampleDeployment = async (): Promise<SampleDeployment> => {
  const { path, remove } = await temporaryFolder();
  const assembly = await synthesize(path, { app: join(import.meta.dirname, 'app.ts') });
  return { deployment: readDeployment(assembly), remove };
};
