import type { Availability } from '@wardwatch/shared/api';
import type { Bar } from '../../components/bar-list.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Under this coverage a figure would pretend to know. */
export const LEAST_COVERAGE = 0.8;

/** The availability with its coverage; without enough coverage there is no figure, only the reason. */
export function availabilityWords(
  { availability, coverage }: Pick<Availability, 'availability' | 'coverage'>,
  t: Messages,
  format: Format,
): { figure: string; beside: string } {
  if (coverage === null) return { figure: '', beside: t.site.nothingMeasured };
  const share = format.percent(coverage);
  if (coverage < LEAST_COVERAGE || availability === null) return { figure: '', beside: t.site.notEnough(share) };
  return { figure: format.percent(availability), beside: t.site.coverage(share) };
}

/** Downtime by cause, the longest first; what was confirmed apart from what is suspected. */
export function causeShares({ byCause }: Pick<Availability, 'byCause'>, t: Messages, format: Format): Bar[] {
  const { ledger, site } = t;
  return byCause
    .filter(({ confirmedMs, suspectedMs }) => confirmedMs + suspectedMs > 0)
    .map(({ cause, confirmedMs, suspectedMs }) => ({
      label: cause === null ? site.blipCause : ledger.causes[cause],
      href: null,
      value: format.hours(confirmedMs + suspectedMs),
      beside: [
        ...(confirmedMs > 0 ? [`${format.hours(confirmedMs)} ${ledger.confirmedPart}`] : []),
        ...(suspectedMs > 0 && cause !== null ? [`${format.hours(suspectedMs)} ${ledger.suspectedPart}`] : []),
      ].join(' · '),
      sureMs: confirmedMs,
      unsureMs: suspectedMs,
    }))
    .toSorted((a, b) => b.sureMs + b.unsureMs - (a.sureMs + a.unsureMs));
}
