import type { IndicatorValue } from '../model/index.ts';
import { seeServices } from './see-availability.ts';
import type { Measure } from './statement.ts';
import { type Case, percentOf, type Seen } from './verdict-parts.ts';

type Of<Kind extends Measure['kind']> = Extract<Measure, { kind: Kind }>;

/** What a person's figure says; `words` where there is none, or none that can be compared. */
export type ByHand = { state: 'seen'; seen: Seen } | { state: 'words'; reason: 'by-hand' | 'no-value'; seen: Seen };

/** A share entered by hand against its target, with the services that it rests on beside. */
export function seeRatio(one: Case, { indicatorId, systemIds = [] }: Of<'ratio'>): ByHand {
  const services = seeServices(one, systemIds);
  const beside = services
    ? { siteIds: services.siteIds ?? [], outageIds: services.outageIds ?? [], ...besideFigures(services) }
    : {};
  return byHand(one, indicatorId, beside);
}

function besideFigures({ figures = {} }: Seen): Pick<Seen, 'figures'> {
  const { n = 0, openMs = 0, percent } = figures;
  return { figures: { n, openMs, ...(percent === undefined ? {} : { servicePercent: percent }) } };
}

/** A figure or words entered by hand. */
export function seeManual(one: Case, { indicatorId }: Of<'manual'>): ByHand {
  return byHand(one, indicatorId, {});
}

/** A person's figure beside the houses with Wi-Fi: two figures, and nothing read from their standing together. */
export function seeBeside(one: Case, { indicatorId }: Of<'beside'>): ByHand {
  const { wifiLive, total } = one.input.figures.houses;
  const value = lastValue(one, indicatorId);
  return {
    state: 'words',
    reason: value ? 'by-hand' : 'no-value',
    seen: { state: 'open', indicatorId, figures: { ...shareOf(value), wifi: wifiLive, houses: total } },
  };
}

function byHand(one: Case, indicatorId: string, beside: Partial<Seen>): ByHand {
  const value = lastValue(one, indicatorId);
  const figures = { ...beside.figures, ...shareOf(value) };
  const base: Seen = { ...beside, state: 'open', indicatorId, figures };
  const { part, whole } = value ?? { part: null, whole: null };
  if (part === null || whole === null || one.target === null) {
    return { state: 'words', reason: value ? 'by-hand' : 'no-value', seen: base };
  }
  const need = Math.ceil((whole * one.target) / 100 - 1e-9);
  const isMet = part >= need;
  return {
    state: 'seen',
    seen: { ...base, state: isMet ? 'met' : 'missed', figures: { ...figures, missing: Math.max(0, need - part) } },
  };
}

/** The last value up to the day of the figures. */
function lastValue({ input }: Case, indicatorId: string): IndicatorValue | undefined {
  const values = input.indicators.find(({ id }) => id === indicatorId)?.values ?? [];
  return values
    .filter(({ on }) => on <= input.day)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
}

function shareOf(value: IndicatorValue | undefined): Record<string, number> {
  if (!value || value.part === null) return {};
  if (value.whole === null) return { part: value.part };
  return { part: value.part, whole: value.whole, percent: percentOf(value.part, value.whole) };
}
