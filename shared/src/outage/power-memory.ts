import { type Interval, intersect } from '../lib/index.ts';
import type { Rules, SiteEvidence } from './evidence.ts';
import type { DeviceTimelines } from './life.ts';
import { mains, type Momentary, TOLD_DARK } from './site-state.ts';
import type { SiteNow } from './sweep.ts';
import { lastUpTo, segmentAt } from './timeline.ts';

/**
 * Mains power, with a memory: a device that lost mains and then went dark has told why. Its cut lasts until a device of
 * the site speaks of mains again. It is forgotten as soon as one runs on without a word of mains: from then on nothing
 * tells, and a device that broke in a cut does not keep the cut going.
 */
export class PowerMemory {
  /** Devices whose last word of mains was `off`, with the time since when they say nothing; Infinity while they run. */
  readonly #toldOff = new Map<string, number>();
  readonly #rules: Rules;

  /** @param from start of the window; what was told before it is remembered. */
  constructor(evidence: SiteEvidence, timelines: readonly DeviceTimelines[], from: number, rules: Rules) {
    this.#rules = rules;
    for (const { running, facts, deviceId } of timelines) {
      const run = lastUpTo(running, from - 1);
      if (!run || segmentAt(facts.mains ?? [], Math.min(run.until, from) - 1)?.value !== 'off') continue;
      const silence = { from: run.until + rules.togetherMs, until: from };
      const ranOn = timelines.some((other, place) => ranIn(silence, other, evidence, place));
      if (!ranOn) this.#toldOff.set(deviceId, run.until);
    }
  }

  /** What holds in the next stretch; they are to be given in order. */
  judge(site: SiteNow, stretch: Interval): Momentary {
    const moment = mains(site);
    this.#listen(site, stretch, moment.state === 'up');
    if (moment.state !== 'unknown') return moment;
    const hasTold = site.devices.some(
      ({ deviceId, duty }) => (duty === 'always' || duty === 'hours') && this.#toldOff.has(deviceId),
    );
    return hasTold ? TOLD_DARK : moment;
  }

  #listen(site: SiteNow, stretch: Interval, isOn: boolean): void {
    const isRunning = site.devices.some(({ duty, life }) => duty !== undefined && life === 'running');
    for (const { deviceId, life, facts } of site.devices) {
      const toldOff = this.#toldOff.get(deviceId);
      if (life === 'running') {
        if (facts.mains === 'off') this.#toldOff.set(deviceId, Infinity);
        else this.#toldOff.delete(deviceId);
      } else if (toldOff !== undefined) {
        const since = Math.min(toldOff, stretch.from);
        const isOutlived = isRunning && stretch.until - since > this.#rules.togetherMs;
        if (isOn || isOutlived) this.#toldOff.delete(deviceId);
        else this.#toldOff.set(deviceId, since);
      }
    }
  }
}

/** Whether a device ran in a span while it belonged to the site. */
function ranIn(span: Interval, { running }: DeviceTimelines, evidence: SiteEvidence, place: number): boolean {
  const run = lastUpTo(running, span.until - 1);
  const part = run && intersect(run, span);
  return part !== undefined && (evidence.devices[place]?.terms.some((term) => intersect(term, part)) ?? false);
}
