import type { SiteFigures } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { LifeStage, State } from '@wardwatch/shared/model';
import { common } from '@wardwatch/shared/outage';

/** How far back Wi-Fi that worked counts as working. */
export const WIFI_LOOK_BACK_MS = 24 * 3_600_000;

/** A span of a house's connectivity. */
type SeenSpan = Interval & { state: State };

/**
 * Whether the free Wi-Fi of a house works: its connectivity was up in the opening hours of the last day, or is up at
 * the end of it. Measured and never up is "not live"; where nothing was measured nothing is said.
 *
 * @param day the last 24 hours; `spans` lie in it, `open` are its opening hours.
 */
export function wifiState(
  stage: LifeStage,
  spans: readonly SeenSpan[],
  open: readonly Interval[],
  day: Interval,
): SiteFigures['wifi'] {
  if (stage !== 'in-use') return 'not-equipped';
  const of = (state: State): SeenSpan[] => spans.filter((span) => span.state === state);
  const isUpNow = of('up').some(({ until }) => until >= day.until);
  if (isUpNow || common(of('up'), open).length > 0) return 'live';
  return of('up').length + of('down').length > 0 ? 'not-live' : 'no-data';
}
