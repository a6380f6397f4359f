import { clientOperations } from './clients.ts';
import { courseOperations } from './course.ts';
import type { Dependencies } from './dependencies.ts';
import { identityOperations } from './identities.ts';
import { limitOperations } from './limits.ts';
import { pepperOperations } from './peppers.ts';
import { secretOperations } from './secrets.ts';
import { tenantOperations } from './tenants.ts';
import { tokenOperations } from './tokens.ts';

/** What an operator can ask the admin function to do, by name. */
export const adminOperations = (dependencies: Dependencies) => ({
  ...tenantOperations(dependencies),
  ...courseOperations(dependencies),
  ...limitOperations(dependencies),
  ...tokenOperations(dependencies),
  ...clientOperations(dependencies),
  ...secretOperations(dependencies),
  ...identityOperations(dependencies),
  ...pepperOperations(dependencies),
});

export type AdminOperations = ReturnType<typeof adminOperations>;
export type OperationName = keyof AdminOperations;
/** What is one part of something that takes steps of the maintenance function too. */
export type CourseOperationName = keyof ReturnType<typeof courseOperations>;
export type OperationPayload<Name extends OperationName> = NonNullable<AdminOperations[Name]['payload']>;
export type OperationResult<Name extends OperationName> = Awaited<ReturnType<AdminOperations[Name]>>;
