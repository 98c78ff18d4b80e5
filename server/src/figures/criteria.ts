import type { CriterionRow, DeclarationRow } from '@wardwatch/shared/api';
import type { Criterion } from '@wardwatch/shared/model';
import { DEFAULT_CRITERIA } from '@wardwatch/shared/readiness';
import type { StoredRecord } from '../store/record-store.ts';

/**
 * The criteria that hold: those of the product, each replaced by the ward's own version of the same id, then those that
 * the ward added. Revision 0: nobody changed it.
 */
export function criteriaOf(kept: readonly StoredRecord<'criterion'>[]): CriterionRow[] {
  const own = new Map(kept.map(({ id, body, revision }) => [id, { ...body, revision }]));
  const shipped = DEFAULT_CRITERIA.map((one) => own.get(one.id) ?? { ...one, revision: 0 });
  const ids = new Set(DEFAULT_CRITERIA.map(({ id }) => id));
  return [...shipped, ...[...own.values()].filter(({ id }) => !ids.has(id))];
}

/** Declarations as they are sent. */
export function declarationRows(kept: readonly StoredRecord<'declaration'>[]): DeclarationRow[] {
  return kept.map(({ body, revision }) => ({ ...body, revision }));
}

/** What must be looked up of a site's devices, since a criterion asks for it. */
export interface Needs {
  posture: boolean;
  battery: boolean;
  ups: boolean;
  latency: boolean;
}

/** What the active criteria ask of the devices at a site of a kind. */
export function needsOf(criteria: readonly Criterion[], kind: Criterion['scope'][number]): Needs {
  const checks = criteria.filter(({ isActive, scope }) => isActive && scope.includes(kind)).map(({ check }) => check);
  const asks = (...kinds: Criterion['check']['kind'][]): boolean => checks.some((check) => kinds.includes(check.kind));
  return {
    posture: asks('antivirus', 'patched', 'clock-sync', 'computer-fit'),
    battery: asks('ups-runtime'),
    ups: asks('ups-cover', 'ups-runtime'),
    latency: checks.some((check) => check.kind === 'line-availability' && check.maxLatencyMs !== null),
  };
}
