import { type Interval, keysOf, lengthMs } from '../lib/index.ts';
import type { State, Subject, UnknownReason } from '../model/index.ts';
import type { Rules, SiteEvidence } from './evidence.ts';
import type { DeviceTimelines } from './life.ts';
import { PowerMemory } from './power-memory.ts';
import { connectivity, deviceAlone, type Momentary, nameResolution, TOLD_DARK, wayToServer } from './site-state.ts';
import { isService } from './look-pace.ts';
import { type ServicePart, serviceSeen } from './service-seen.ts';
import { sweepSite } from './sweep.ts';

/** A stretch of a subject's timeline. */
export interface Stretch extends Interval {
  /** What holds, a planned window not being looked at. */
  state: Exclude<State, 'planned'>;
  reason: UnknownReason | null;
  isPlanned: boolean;
  /**
   * What a `down` rests on: what a device saw, or silence. `dispute`: a device saw no Internet, and the session with it
   * went on.
   */
  by: 'sight' | 'silence' | 'dispute' | null;
  /** Of a silence of devices that give a sign of life more seldom than an agent: how seldom, milliseconds. */
  beatMs?: number;
  /** When time alone decides what is unknown now. */
  waitsUntil?: number;
}

/** Timelines of one site, by subject; each covers the window without gap or overlap. */
export type SubjectSpans = Map<Subject, Stretch[]>;

/**
 * Judges every instant of a window for every subject of a site.
 *
 * @param until now, where the window ends at the present: a silence that is shorter than the grace then still waits.
 */
export function subjectSpans(
  evidence: SiteEvidence,
  timelines: readonly DeviceTimelines[],
  window: Interval,
  rules: Rules,
  now: number,
): SubjectSpans {
  const pieces = new Map<Subject, Piece[]>([
    ['site', []],
    ['power', []],
    ['dns', []],
    ['hub', []],
  ]);
  const services = servicesIn(timelines);
  for (const service of services) pieces.set(service, []);
  const power = new PowerMemory(evidence, timelines, window.from, rules);
  // Devices that nobody expects to be on have no outages of their own.
  const bound = evidence.devices.filter((device) => device.terms.some((term) => term.duty !== 'none'));
  const withLedger = new Set(bound.map((device) => device.deviceId));
  sweepSite(evidence, timelines, window, rules, (site, stretch) => {
    const add = (subject: Subject, moment: Momentary, part: ServicePart | Interval = stretch): void => {
      let list = pieces.get(subject);
      if (!list) pieces.set(subject, (list = []));
      addPiece(list, { ...part, moment, isPlanned: site.isPlanned && moment.state !== 'not-equipped' });
    };
    add('site', connectivity(site));
    add('power', power.judge(site, stretch));
    add('dns', nameResolution(site));
    add('hub', wayToServer(site));
    for (const service of services) {
      for (const part of serviceSeen(site, service, stretch)) add(service, part.moment, part);
    }
    for (const device of site.devices) {
      if (withLedger.has(device.deviceId)) add(`device:${device.deviceId}`, deviceAlone(site, device));
    }
  });
  return new Map([...pieces].map(([subject, list]) => [subject, settle(list, rules, window, now)]));
}

/** Services of one site that are judged; the rest, in order of the names, is left out: no device watches so many. */
export const MAX_SERVICES = 64;

/** Services of which a device of the site ever spoke, as far as the evidence reaches. */
function servicesIn(timelines: readonly DeviceTimelines[]): `service:${string}`[] {
  const names = timelines.flatMap(({ facts }) => keysOf(facts).filter(isService));
  return [...new Set(names)].sort().slice(0, MAX_SERVICES);
}

interface Piece extends Interval {
  moment: Momentary;
  isPlanned: boolean;
  waitsUntil?: number;
}

function addPiece(list: Piece[], piece: Piece): void {
  const last = list.at(-1);
  const isSame = last?.isPlanned === piece.isPlanned && last.waitsUntil === piece.waitsUntil;
  if (last && isSame && isSameMoment(last.moment, piece.moment)) last.until = piece.until;
  else list.push(piece);
}

function isSameMoment(a: Momentary, b: Momentary): boolean {
  if (a.state !== b.state) return false;
  if (a.state === 'unknown' && b.state === 'unknown') return a.reason === b.reason;
  if (a.state === 'dark' && b.state === 'dark') return a.beatMs === b.beatMs;
  return true;
}

/** Decides which silences are long enough to be outages, and joins what is equal. */
function settle(given: readonly Piece[], rules: Rules, window: Interval, now: number): Stretch[] {
  const stretches: Stretch[] = [];
  const pieces = given.map((piece, index) => (isPause(given, index, rules) ? { ...piece, moment: TOLD_DARK } : piece));
  for (let index = 0; index < pieces.length;) {
    let end = index;
    while (isDown(pieces[end])) end += 1;
    if (end === index) end += 1;
    const group = pieces.slice(index, end);
    for (const piece of group) push(stretches, settlePiece(piece, group, rules, window, now));
    index = end;
  }
  return stretches;
}

/**
 * A device that just came back has not stated its facts yet. Where it was down before and is down right after, nothing
 * shows that it was up for that moment.
 */
function isPause(pieces: readonly Piece[], index: number, rules: Rules): boolean {
  const piece = pieces[index];
  const isUnstated = piece?.moment.state === 'unknown' && piece.moment.reason === 'no-statement';
  return isUnstated && lengthMs(piece) < rules.graceMs && isDown(pieces[index - 1]) && isDown(pieces[index + 1]);
}

function isDown(piece: Piece | undefined): boolean {
  return piece?.moment.state === 'dark' || piece?.moment.state === 'down' || isShortDispute(piece);
}

/** A session that does not really carry is given up sooner than this (the protocol's limit of silence, and some). */
export const DISPUTE_MS = 60_000;

function isShortDispute(piece: Piece | undefined): boolean {
  return piece?.moment.state === 'disputed' && lengthMs(piece) < DISPUTE_MS;
}

/** @param group the run of `dark` and `down` that the piece belongs to, or the piece alone. */
function settlePiece(
  { moment, ...rest }: Piece,
  group: readonly Piece[],
  rules: Rules,
  window: Interval,
  now: number,
): Stretch {
  if (moment.state === 'unknown') return { ...rest, state: 'unknown', reason: moment.reason, by: null };
  if (moment.state === 'disputed') {
    return { ...rest, state: lengthMs(rest) < DISPUTE_MS ? 'down' : 'up', reason: null, by: 'dispute' };
  }
  if (moment.state === 'down') return { ...rest, state: 'down', reason: null, by: 'sight' };
  if (moment.state !== 'dark') return { ...rest, state: moment.state, reason: null, by: null };
  const pace = moment.beatMs === undefined ? {} : { beatMs: moment.beatMs };
  const wasSeen = group.some((piece) => piece.moment.state === 'down' || piece.moment.state === 'disputed');
  const lengthOfAll = group.reduce((sum, piece) => sum + lengthMs(piece), 0);
  if (wasSeen || lengthOfAll >= graceOf(moment, rules)) {
    return { ...rest, state: 'down', reason: null, by: 'silence', ...pace };
  }
  const isOpen = group.at(-1)?.until === window.until && window.until >= now;
  return { ...rest, state: 'unknown', reason: isOpen ? 'waiting' : 'brief', by: null, ...pace };
}

/** Signs of life that a device must have missed before its silence tells anything. */
export const MISSED_BEATS = 3;

/** How long a silence is nothing yet: that of a slow reporter longer than that of an agent. */
export function graceOf({ beatMs = 0 }: { beatMs?: number }, rules: Rules): number {
  return Math.max(rules.graceMs, MISSED_BEATS * beatMs);
}

function push(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  const isSame =
    last?.state === next.state &&
    last.reason === next.reason &&
    last.isPlanned === next.isPlanned &&
    last.by === next.by &&
    last.beatMs === next.beatMs &&
    last.waitsUntil === next.waitsUntil;
  if (isSame) last.until = next.until;
  else stretches.push(next);
}
