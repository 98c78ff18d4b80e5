import * as fc from 'fast-check';
import { type Interval, intersect } from '../lib/index.ts';
import type { DeviceEvidence, JournalEvidence, SiteEvidence } from './evidence.ts';
import { bridgeOf } from './runs.ts';
import { DeviceScript } from './scenarios/device-script.fixtures.ts';
import { actDevice } from './scenarios/device-verbs.fixtures.ts';
import { type Part, type SiteScript, WardScript } from './scenarios/ward-script.fixtures.ts';
import type { WardSite } from './ward.ts';

const DAY = '2026-03-10';
/** Midnight of that day in Asia/Ho_Chi_Minh. */
export const START = Date.UTC(2026, 2, 9, 17);
const HOUR_MS = 3_600_000;
/** How long a random history lasts. */
export const LENGTH_MS = 12 * HOUR_MS;

/** What happens next: after how many seconds, to which device, which of the things that it can do then. */
type Step = [afterS: number, device: number, choice: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 90 }) },
    { weight: 3, arbitrary: fc.integer({ min: 90, max: 900 }) },
    { weight: 2, arbitrary: fc.integer({ min: 900, max: 6_000 }) },
  ),
  fc.nat(6),
  fc.nat(999),
);

/** What a device can do by what became of it. */
const CHOICES = {
  running: [
    'goes dark',
    'goes dark',
    'loses the line',
    'loses the line',
    'loses the server',
    'loses the gateway',
    'sleeps',
    'stops (shutdown)',
    'stops (restart)',
    'stops (update)',
    'loses its agent',
    'says mains off',
    'says mains on',
    'says internet down',
    'says internet up',
    'says dns down',
    'says dns up',
    'says gateway down',
    'says hub down',
    'says internet nothing',
    'has the line again',
    'has the line again',
    'has the server again',
    'says mains nothing',
    'says service:portal down (tls)',
    'says service:portal up',
    'says service:portal degraded',
    'says service:mail down',
    'says service:portal nothing',
    'says provider up',
    'says provider down',
    'says ups low',
    'says ups lost',
    'tests its UPS',
    'has passed its UPS test',
    'becomes hours',
    'becomes always',
    'becomes none',
    'moves to B',
    'moves to A',
    'is taken out of service',
    'steps its clock by 3h',
    'steps its clock by -10m',
    'throws away',
  ],
  'goes dark': [
    'boots',
    'boots',
    'boots offline',
    'boots unclean',
    'boots after a crash',
    'boots after a power loss',
    'boots after a power button',
    'boots after a sleep failed',
    'boots after a restart',
    'boots telling nothing',
    'is replaced by a new machine',
  ],
  'stops (shutdown)': ['boots', 'boots clean', 'boots offline'],
  'stops (restart)': ['boots', 'boots unclean'],
  'stops (update)': ['starts its agent', 'starts its agent', 'boots'],
  'loses its agent': ['starts its agent', 'starts its agent', 'boots'],
  sleeps: ['wakes', 'wakes', 'boots'],
} as const;

const SERVER = ['stops', 'loses its network'] as const;

/** A ward of three sites, five agents and two points that push with a random day behind it, as the server knows it at its end. */
export interface RandomWard {
  sites: WardSite[];
  now: number;
  /** What the server knew at an earlier instant. */
  at: (instant: number) => WardSite[];
}

/** Random wards: reboots, sleeps, cuts, gaps, moves, notices, a server that is not always there. */
export const randomWards: fc.Arbitrary<RandomWard> = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 60 }), fc.array(fc.tuple(fc.nat(600), fc.nat(240), fc.nat(3))))
  .map(([steps, notices]) => {
    const script = wardOf(notices.slice(0, 3));
    act(script, steps);
    const now = START + LENGTH_MS;
    const at = (instant: number): WardSite[] => script.evidenceAt(instant, { from: START, until: now });
    return { sites: at(now), now, at };
  });

function wardOf(notices: readonly [number, number, number][]): WardScript {
  const ward = new WardScript(START);
  const hours = [{ from: DAY, text: '01:00-04:00 05:00-11:00', isDaily: true }];
  const site = (name: string, feeder: string, provider: string, hostsServer = false): SiteScript => {
    const made = { name, feeder, provider, hostsServer, hours };
    ward.sites.set(name, made);
    return made;
  };
  const [a, b, c] = [site('A', 'F1', 'P1'), site('B', 'F1', 'P2'), site('C', 'F2', 'P1', true)];
  const devices = [
    ['d0', a, 'always', true, undefined],
    ['d1', a, 'hours', false, undefined],
    ['d2', b, 'always', false, undefined],
    ['d3', c, 'always', true, undefined],
    ['d4', c, 'none', true, undefined],
    ['p5', b, 'always', false, 60_000],
    ['p6', c, 'always', false, 1_200_000],
  ] as const;
  for (const [id, home, duty, hasUps, everyMs] of devices) {
    const device = new DeviceScript(id);
    device.everyMs = everyMs;
    for (const fact of ['gateway', 'internet', 'dns'] as const) device.facts.set(fact, 'up');
    device.facts.set('hub', 'down');
    if (id === 'd0' || id === 'd2' || id === 'd3') device.facts.set('service:portal', 'up');
    if (hasUps) device.facts.set('mains', 'on');
    const part: Part = { device, site: home, terms: [], hasWay: true };
    ward.parts.set(id, part);
    ward.assign(part, home, duty, START - HOUR_MS);
    device.boot(START - HOUR_MS, 'nothing');
    ward.settle(part, START - HOUR_MS);
  }
  for (const [index, [from, length, kind]] of notices.entries()) {
    const span = {
      windowId: `w${index}`,
      kind: kind < 2 ? ('power-cut' as const) : ('maintenance' as const),
      source: `w${index}`,
      enteredAt: START - HOUR_MS,
      from: START + from * 60_000,
      until: START + (from + 1 + length) * 60_000,
    };
    ward.notices.push({ span, concerns: (one) => (kind % 2 === 0 ? one.feeder === 'F1' : one.name === 'C') });
  }
  return ward;
}

function act(ward: WardScript, steps: readonly Step[]): void {
  const parts = [...ward.parts.values()];
  const states = new Map<Part, keyof typeof CHOICES>(parts.map((part) => [part, 'running']));
  let at = START;
  let serverDown: { how: (typeof SERVER)[number]; until: number } | undefined;
  for (const [afterS, index, choice] of steps) {
    at += afterS * 1_000;
    if (at >= START + LENGTH_MS - 60_000) break;
    if (serverDown && at >= serverDown.until) {
      ward.serverComes(at, serverDown.how === 'stops' ? 'starts' : 'has its network back');
      serverDown = undefined;
      // Agents come back within half a minute; nothing else happens in it.
      at += 31_000;
    }
    const part = parts[index % parts.length];
    if (choice % 40 === 0 && !serverDown) {
      serverDown = { how: SERVER[choice % 80 === 0 ? 0 : 1], until: at + 60_000 * (choice % 37) };
      ward.serverGoes(at, serverDown.how);
    } else if (part) actOne(ward, part, states, at, choice);
  }
}

function actOne(
  ward: WardScript,
  part: Part,
  states: Map<Part, keyof typeof CHOICES>,
  at: number,
  choice: number,
): void {
  const choices = CHOICES[states.get(part) ?? 'running'];
  const what = choices[choice % choices.length] ?? 'boots';
  if (what === 'throws away') {
    const until = at - (choice % 30) * 60_000;
    part.device.drop(at, { from: until - (choice % 50) * 60_000 - 1_000, until: until - 1_000 });
    return;
  }
  actDevice(ward, part, at, what, DAY);
  states.set(
    part,
    part.device.isRunning || !(what in CHOICES)
      ? part.device.isRunning
        ? 'running'
        : (states.get(part) ?? 'running')
      : (what as keyof typeof CHOICES),
  );
}

/** How often a property is tried: so often, unless the run as a whole says otherwise. */
export function runs(times: number): number {
  return fc.readConfigureGlobal().numRuns ?? times;
}

/** How much of the start of a proof may be wrong. */
const GUESSED_MS = 40_000;

/** The same evidence in another order, with repeats, and with proof in other portions. */
export function shuffled(site: WardSite, seed: number): WardSite {
  const random = randomOf(seed);
  const mix = <T>(list: readonly T[]): T[] =>
    [...list, ...list.filter(() => random() < 0.3)]
      .map((value) => ({ value, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value);
  // A proof ends at an instant at which the device ran; where it begins is no more than a guess.
  const portions = (spans: readonly Interval[]): Interval[] =>
    spans.flatMap(({ from, until }) => {
      const middle = from + GUESSED_MS + Math.floor((until - from - GUESSED_MS) * random());
      if (random() < 0.5 || middle <= from + GUESSED_MS) return [{ from, until }];
      return [
        { from, until: middle },
        { from: middle - 5_000, until },
      ];
    });
  const devices = site.evidence.devices.map((device) => ({
    ...device,
    terms: mix(device.terms).filter((term, index, all) => all.indexOf(term) === index),
    entries: mix(device.entries),
    proven: mix(portions(device.proven)),
    heard: mix(portions(device.heard)),
  }));
  const { open, planned, listening } = site.evidence;
  return {
    ties: site.ties,
    evidence: { ...site.evidence, devices, open, planned, listening: mix(listening) },
  };
}

/** A small generator of numbers in [0, 1): the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What is read of a site to judge a window: see `DeviceEvidence`. */
export function evidenceFor(whole: SiteEvidence, window: Interval): SiteEvidence {
  const isNear = (span: Interval): boolean => span.from < window.until + HOUR_MS && span.until > window.from - HOUR_MS;
  return {
    ...whole,
    devices: whole.devices
      .filter((device) => device.terms.some((term) => intersect(term, window)))
      .map((device) => deviceFor(device, window)),
    open: whole.open.filter(isNear),
    planned: whole.planned.filter(isNear),
    listening: whole.listening.filter(isNear),
  };
}

function deviceFor(device: DeviceEvidence, window: Interval): DeviceEvidence {
  const spans = spansFor([...device.proven, ...device.heard], window, bridgeOf(device.beatMs));
  return {
    ...device,
    proven: device.proven.filter((span) => spans.has(span)),
    heard: device.heard.filter((span) => spans.has(span)),
    entries: entriesFor(device.entries, window),
  };
}

function spansFor(spans: readonly Interval[], { from, until }: Interval, bridgeMs: number): Set<Interval> {
  const chosen = new Set(spans.filter((span) => span.from <= until && span.until >= from));
  const before = spans.filter((span) => span.until < from).sort((a, b) => b.until - a.until);
  const after = spans.filter((span) => span.from > until).sort((a, b) => a.from - b.from);
  for (const span of [before[0], after[0]]) if (span) chosen.add(span);
  let reach = Math.min(...[...chosen].map((span) => span.from));
  for (const span of before) {
    if (span.until < reach - bridgeMs) break;
    chosen.add(span);
    reach = Math.min(reach, span.from);
  }
  return chosen;
}

function entriesFor(entries: readonly JournalEvidence[], { from, until }: Interval): JournalEvidence[] {
  const inOrder = entries.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  const before = inOrder.filter((one) => one.at < from);
  const after = inOrder.filter((one) => one.at >= until);
  const last = new Map(before.map((one) => [kindOf(one), one.at]));
  const first = after.find((one) => ['boot', 'start', 'suspend'].includes(kindOf(one)));
  return [
    ...before.filter((one) => [...last.values()].includes(one.at)),
    ...inOrder.filter((one) => one.at >= from && one.at < until),
    ...after.filter((one) => one.at === first?.at || kindOf(one) === 'spool-dropped'),
  ];
}

function kindOf({ entry }: JournalEvidence): string {
  return entry.kind === 'fact' ? entry.fact : entry.event;
}
