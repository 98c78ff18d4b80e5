import type { FactReading, Reading } from '../probe.ts';
import type { ServiceLook } from './look.ts';

/** A certificate that ends sooner than this makes a service `degraded`. */
export const CERTIFICATE_WARNING_DAYS = 14;

/** The reading of a service from a look at it. */
export function readingOf(check: { id: string; slowMs: number }, look: ServiceLook): Reading {
  const metrics = {
    ...(look.ms === undefined ? {} : { [`service.time:${check.id}`]: look.ms }),
    ...(look.certificateDays === undefined ? {} : { [`service.certificate:${check.id}`]: look.certificateDays }),
  };
  return { facts: { [`service:${check.id}`]: factOf(look, check.slowMs) }, metrics };
}

function factOf(look: ServiceLook, slowMs: number): FactReading {
  if (look.outcome === 'impossible') return { value: null, detail: look.detail };
  if (look.outcome === 'failed') return { value: 'down', detail: `${look.kind} ${look.detail}`.slice(0, 200) };
  const reasons = [
    ...(look.ms > slowMs ? ['slow'] : []),
    ...(look.flaw === undefined ? [] : [look.flaw]),
    ...(endsSoon(look.certificateDays) ? [`certificate ends in ${look.certificateDays} days`] : []),
  ];
  const notes = look.note === undefined ? reasons : [...reasons, look.note];
  const detail = notes.length > 0 ? { detail: notes.join(', ').slice(0, 200) } : {};
  return { value: reasons.length > 0 ? 'degraded' : 'up', ...detail };
}

function endsSoon(days: number | undefined): boolean {
  return days !== undefined && days <= CERTIFICATE_WARNING_DAYS;
}
