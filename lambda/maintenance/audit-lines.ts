import type { JsonObject } from '../scim/json.ts';
import type { Finding } from '../store/dynamo/fsck/step.ts';
import { TENANT_ID } from '../tenancy/tenant/tenant.ts';
import type { MaintenanceOperation, StepOf } from './operations.ts';

type AuditLine = Readonly<Record<string, unknown>>;

/** What the audit trail is told of a step: ids and numbers alone, and nothing of a step that only looked. */
export const auditLinesOf = (
  name: MaintenanceOperation,
  input: JsonObject,
  result: StepOf<MaintenanceOperation>,
): readonly AuditLine[] => {
  if ('rewritten' in result) {
    const left = result.findings.length;
    return result.rewritten + left > 0 ? [{ rewritten: result.rewritten, left }] : [];
  }
  if ('findings' in result) return result.findings.filter(isRepair).map(repairOf);
  if ('lines' in result) return [{ read: result.lines.length }];
  if ('problems' in result) return input['check'] === true ? [] : [importOf(input, result.problems.length)];
  if ('deleted' in result) return [{ deleted: result.deleted }];
  return name === 'recount' ? [{}] : [];
};

/** What it is told of a step that failed, and may have read out, written or deleted something before. */
export const auditLinesOfFailure = (name: MaintenanceOperation, input: JsonObject): readonly AuditLine[] => {
  if (name === 'usage' || onlyLooks(name, input)) return [];
  const { tenant } = input;
  const isId = typeof tenant === 'string' && TENANT_ID.test(tenant);
  return [{ ...(isId && { tenant }), outcome: 'failed' }];
};

const onlyLooks = (name: MaintenanceOperation, { check, repair }: JsonObject): boolean =>
  (name === 'import' && check === true) || (name === 'fsck' && repair !== true);

const isRepair = ({ outcome }: Finding): boolean => outcome === 'repaired' || outcome === 'left';

const repairOf = ({ fault, where, outcome }: Finding): AuditLine => ({ fault, where, outcome });

const importOf = ({ lines }: JsonObject, refused: number): AuditLine => ({
  written: refused > 0 || !Array.isArray(lines) ? 0 : lines.length,
  refused,
});
