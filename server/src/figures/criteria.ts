import type { CriterionRow, DeclarationRow } from '@wardwatch/shared/api';
import type { Criterion } from '@wardwatch/shared/model';
import { DEFAULT_CRITERIA } from '@wardwatch/shared/readiness';
import type { RecordChange, StoredRecord } from '../store/record-store.ts';

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

/** Declarations as they are sent, the newest day of each site and criterion first. */
export function declarationRows(kept: readonly StoredRecord<'declaration'>[]): DeclarationRow[] {
  const rows = kept.map(({ body, revision }) => ({ ...body, revision }));
  return rows.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

/**
 * What to write for a declaration: one for each day stays, so that a later one changes no quarter before it. `revision` is
 * that of the newest declaration that the person saw of this site and criterion, 0 for none; undefined where there is
 * another one by now.
 */
export function declarationChange(
  kept: readonly StoredRecord<'declaration'>[],
  { revision, ...body }: DeclarationRow,
): Extract<RecordChange, { kind: 'declaration' }> | undefined {
  const earlier = kept.filter((one) => one.body.siteId === body.siteId && one.body.criterionId === body.criterionId);
  const [newest] = declarationRows(earlier);
  if ((newest?.revision ?? 0) !== revision) return undefined;
  const id = `${body.siteId}/${body.criterionId}/${body.on}`;
  return { kind: 'declaration', id, body, basedOn: earlier.find((one) => one.id === id)?.revision ?? 0 };
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
