import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Interval, intersect, lengthMs } from '../lib/index.ts';
import { deriveOutage } from './derive.ts';
import { DEFAULT_RULES } from './evidence.ts';
import { judgeSite, type SiteFindings, type SubjectSpan } from './judge-site.ts';
import {
  evidenceFor,
  LENGTH_MS,
  randomOf,
  type RandomWard,
  randomWards,
  runs,
  shuffled,
  START,
} from './random-wards.fixtures.ts';
import { judgeWard, type WardSite } from './ward.ts';

const SEED = 148;
const WHOLE = { from: START, until: START + LENGTH_MS };

function check(numRuns: number, property: (ward: RandomWard, seed: number) => void): void {
  fc.assert(fc.property(randomWards, fc.nat(), property), { numRuns: runs(numRuns), seed: SEED });
}

/** Spans within a window; neighbours of one kind are one. */
function spansIn(spans: readonly SubjectSpan[], window: Interval): SubjectSpan[] {
  const result: SubjectSpan[] = [];
  for (const span of spans) {
    const part = intersect(span, window);
    const last = result.at(-1);
    if (!part) continue;
    const isSame = last?.subject === span.subject && last.state === span.state && last.reason === span.reason;
    if (last && isSame && last.under === span.under && last.until === part.from) last.until = part.until;
    else result.push({ ...span, ...part });
  }
  return result;
}

function bySubject(spans: readonly SubjectSpan[]): Map<string, SubjectSpan[]> {
  return Map.groupBy(spans, (span) => span.subject);
}

/** Outages that touch a window, with the cause that they have by themselves. */
function outagesIn({ ties }: WardSite, { outages }: SiteFindings, window: Interval) {
  return outages
    .filter((outage) => outage.from < window.until && (outage.until ?? Infinity) > window.from)
    .map((outage) => ({ derived: deriveOutage(ties, outage, []), sign: outage.sign }));
}

test('order, repeats and portions of the evidence change nothing', () => {
  check(100, ({ sites, now }, seed) => {
    const mixed = sites.map((site, index) => shuffled(site, seed + index));
    expect(judgeWard(mixed, WHOLE, DEFAULT_RULES, now)).toEqual(judgeWard(sites, WHOLE, DEFAULT_RULES, now));
  });
});

test('whatever is told as evidence has a time that can be written down', () => {
  check(60, ({ sites, now }) => {
    for (const site of sites) {
      // A device that belongs to the site and was never heard.
      const mute = { ...site.evidence.devices[0], deviceId: 'mute', proven: [], heard: [], entries: [] };
      const terms = [{ from: START, until: Infinity, duty: 'always' as const }];
      const devices = [...site.evidence.devices, { beatMs: 15_000, ...mute, terms }];
      const findings = judgeSite({ ...site.evidence, devices }, WHOLE, DEFAULT_RULES, now);
      for (const { derived } of outagesIn(site, findings, WHOLE)) {
        for (const one of derived.outage.suggested.evidence)
          expect(Number.isFinite(one.at), JSON.stringify(one)).toBe(true);
      }
    }
  });
});

test('the states of every subject add up to the window exactly, without gap or overlap', () => {
  check(100, ({ sites, now }, seed) => {
    const from = START + (seed % LENGTH_MS);
    const window = { from, until: Math.min(now, from + 1 + ((seed * 7) % LENGTH_MS)) };
    for (const { evidence } of sites) {
      for (const spans of bySubject(judgeSite(evidence, window, DEFAULT_RULES, now).spans).values()) {
        spans.reduce((at, span) => {
          expect(span.from).toBe(at);
          expect(span.until).toBeGreaterThan(span.from);
          return span.until;
        }, window.from);
        expect(spans.reduce((sum, span) => sum + lengthMs(span), 0)).toBe(lengthMs(window));
      }
    }
  });
});

test('outages of a subject are long enough, in order and apart, and their down time is what the spans say', () => {
  check(100, ({ sites, now }) => {
    for (const { evidence } of sites) {
      const { spans, outages } = judgeSite(evidence, WHOLE, DEFAULT_RULES, now);
      for (const [subject, list] of Map.groupBy(outages, (outage) => outage.subject)) {
        list.reduce((until, outage) => {
          expect(outage.from).toBeGreaterThanOrEqual(until);
          expect((outage.until ?? now) - outage.from).toBeGreaterThanOrEqual(DEFAULT_RULES.minListMs);
          expect(outage.start.earliest).toBeLessThanOrEqual(outage.from);
          expect(outage.start.latest).toBeGreaterThanOrEqual(outage.from);
          expect(outage.end === null).toBe(outage.until === null);
          return outage.until ?? Infinity;
        }, -Infinity);
        const down = spans.filter((span) => span.subject === subject && (span.under ?? span.state) === 'down');
        for (const outage of list) {
          const inIt = spansIn(down, { from: outage.from, until: outage.until ?? now });
          const total = outage.down.reduce((sum, span) => sum + lengthMs(span), 0);
          expect(inIt.reduce((sum, span) => sum + lengthMs(span), 0)).toBe(total);
        }
      }
    }
  });
});

describe('a window', () => {
  test('that cuts through nothing shows what the whole life shows, from a part of the evidence', () => {
    let uncut = 0;
    check(120, ({ sites, now }, seed) => {
      const random = randomOf(seed);
      for (const site of [...sites, ...sites, ...sites]) {
        const from = START + Math.floor(random() * LENGTH_MS);
        const window = { from, until: Math.min(now, from + 600_000 + Math.floor((random() * LENGTH_MS) / 3)) };
        const part = judgeSite(evidenceFor(site.evidence, window), window, DEFAULT_RULES, now);
        if (part.isCutAtStart || part.isCutAtEnd) continue;
        uncut += 1;
        const whole = judgeSite(site.evidence, WHOLE, DEFAULT_RULES, now);
        // A device that stands elsewhere in the window is not among its subjects.
        const subjects = new Set(part.spans.map((span) => span.subject));
        const wholeSpans = bySubject(spansIn(whole.spans, window));
        for (const subject of wholeSpans.keys()) {
          if (!subjects.has(wholeSpans.get(subject)?.[0]?.subject ?? 'site')) wholeSpans.delete(subject);
        }
        expect(bySubject(spansIn(part.spans, window))).toEqual(wholeSpans);
        expect(outagesIn(site, part, window)).toEqual(outagesIn(site, whole, window));
      }
    });
    expect(uncut).toBeGreaterThan(0);
  }, 20_000);
});
