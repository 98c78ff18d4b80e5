import type { FactValue, StampedEntry } from '@wardwatch/shared/model';
import type { PushRequest } from '@wardwatch/shared/protocol';
import type { PointProgress, PointRecord } from '../store/point-store.ts';
import { type Change, factsOf, type StatedFact } from './push-facts.ts';

/** What the network may add to the time of a push: a start is told from a slow delivery by more than this. */
const SLOW_DELIVERY_MS = 30_000;
/** How far clocks may differ between two pushes that follow each other. */
const CLOCK_SLACK_MS = 5_000;
/** The longest interval that one proof of life speaks for; a longer silence is proven piece by piece. */
const PROOF_STEP_MS = 10 * 60_000;
/** Pieces of one silence: a week of them. What is longer stays unproven at its start. */
const MAX_PROOFS = 1_008;
/** What becomes of a push. */
export type PushReading =
  /** The push that was taken already, or one that was overtaken by it. */
  | { kind: 'repeat' }
  | {
      kind: 'news';
      /** Entries of one boot, oldest first, with the times of the server. */
      entries: StampedEntry[];
      /** Milliseconds that the point is up, for the clock that cannot step. */
      monoMs: number;
      progress: PointProgress;
      /** Changes that say what cannot be. */
      dropped: number;
    };

interface Boot {
  id: string;
  at: number;
  isNew: boolean;
}

/**
 * Makes the journal of a point from one push. Times are counted back from its arrival by the point's own uptime, so that
 * none lies in the future and no clock of the point is trusted.
 *
 * @param receivedAt when the push arrived, server time.
 * @param newBootId id of the boot, should the push show one.
 */
export function readPush(point: PointRecord, push: PushRequest, receivedAt: number, newBootId: string): PushReading {
  if (isRepeat(point, push, receivedAt)) return { kind: 'repeat' };
  const boot = bootOf(point, push, receivedAt, newBootId);
  // A silence is what lies between two pushes of one boot, or after its start. Before its first push a point is nobody.
  const isFirst = point.lastPushAt === null;
  const silentFrom = Math.min(receivedAt, boot.isNew && !isFirst ? boot.at : (point.lastPushAt ?? receivedAt));
  const { changes, dropped } = changesOf(push, receivedAt, silentFrom);
  const stamp = (at: number) => ({ at, mono: Math.max(0, at - boot.at) });
  const facts = factsOf(point, push, { isNewBoot: boot.isNew, changes, silentFrom, receivedAt });
  const stated = (at: number, fact: StatedFact, value: FactValue | null): StampedEntry => ({
    ...stamp(at),
    kind: 'fact',
    fact,
    value,
  });
  const alive = (at: number, everyMs: number): StampedEntry => ({ ...stamp(at), kind: 'alive', everyMs });
  const spans = proofs(push, { silentFrom, receivedAt, isTold: changes.length > 0 }, point.everyMs);
  const entries: StampedEntry[] = [
    ...(boot.isNew ? [bootEvent(point, boot.at, stamp(silentFrom))] : []),
    ...facts.entries.map(({ at, fact, value }) => stated(at, fact, value)),
    ...spans.map(({ at, everyMs }) => alive(at, everyMs)),
    ...figures(push, point, stamp(receivedAt)),
  ];
  return {
    kind: 'news',
    entries: entries.toSorted((a, b) => a.at - b.at),
    monoMs: Math.max(0, receivedAt - boot.at),
    dropped,
    progress: {
      everyMs: push.everyMs ?? point.everyMs,
      lastPushAt: receivedAt,
      lastUp: push.up ?? null,
      boots: push.boots ?? point.boots,
      bootId: boot.id,
      bootedAt: boot.at,
      model: push.model ?? point.model,
      stated: facts.stated,
      isRestart: boot.isNew && point.bootId !== null,
    },
  };
}

const startOf = (up: number, at: number): number => at - Math.round(up * 1000);

/** Whether the point was up as long, or longer, when it was last heard in this very boot. */
function isRepeat({ lastUp, lastPushAt, boots }: PointRecord, push: PushRequest, receivedAt: number): boolean {
  if (push.up === undefined || lastUp === null || lastPushAt === null || push.up > lastUp) return false;
  if (push.boots !== undefined && boots !== null && push.boots > boots) return false;
  const isSame = push.up === lastUp && receivedAt - lastPushAt < SLOW_DELIVERY_MS;
  return isSame || startOf(push.up, receivedAt) < lastPushAt - CLOCK_SLACK_MS;
}

function bootOf(point: PointRecord, push: PushRequest, receivedAt: number, newBootId: string): Boot {
  const { bootId, bootedAt, lastPushAt } = point;
  const startedAt = Math.max(0, push.up === undefined ? receivedAt : startOf(push.up, receivedAt));
  if (bootId === null || bootedAt === null || lastPushAt === null) return { id: newBootId, at: startedAt, isNew: true };
  if (!hasStarted(point, push, { startedAt, lastPushAt, bootedAt })) return { id: bootId, at: bootedAt, isNew: false };
  // It ran when it was last heard, whatever its uptime, rounded to seconds, says.
  return { id: newBootId, at: Math.min(receivedAt, Math.max(startedAt, lastPushAt + 1)), isNew: true };
}

function hasStarted(
  point: PointRecord,
  push: PushRequest,
  { startedAt, lastPushAt, bootedAt }: { startedAt: number; lastPushAt: number; bootedAt: number },
): boolean {
  const countsMore = push.boots !== undefined && point.boots !== null && push.boots > point.boots;
  if (push.up === undefined) return countsMore;
  const isSinceLastPush = startedAt >= lastPushAt - CLOCK_SLACK_MS;
  const wentBack = point.lastUp !== null && push.up < point.lastUp;
  return isSinceLastPush && (countsMore || wentBack || startedAt - bootedAt > SLOW_DELIVERY_MS);
}

/** The changes that can be: of this boot, after what is known, in their order, none later than the push itself. */
function changesOf(
  { up, changes = [] }: PushRequest,
  receivedAt: number,
  from: number,
): { changes: Change[]; dropped: number } {
  if (up === undefined) return { changes: [], dropped: changes.length };
  const kept: Change[] = [];
  let last = -Infinity;
  for (const change of changes) {
    if (change.up > up || change.up < last) continue;
    last = change.up;
    const at = receivedAt - Math.round((up - change.up) * 1000);
    // Uptimes in whole seconds may lie a little before the push that they follow.
    if (at < from - CLOCK_SLACK_MS) continue;
    kept.push({ at: Math.max(at, from), wan: change.wan, sent: change.sent });
  }
  return { changes: kept, dropped: changes.length - kept.length };
}

function bootEvent(
  { lastPushAt }: PointRecord,
  bootedAt: number,
  stamp: { at: number; mono: number },
): Extract<StampedEntry, { kind: 'event' }> {
  return {
    ...stamp,
    kind: 'event',
    event: 'boot',
    bootedAt,
    clean: null,
    how: 'push',
    lastAliveAt: lastPushAt,
  };
}

/**
 * Proof that the point ran: for its interval before the push, and, where its uptime says so and it kept what happened,
 * for the whole silence.
 */
function proofs(
  { up, everyMs: said }: PushRequest,
  { silentFrom, receivedAt, isTold }: { silentFrom: number; receivedAt: number; isTold: boolean },
  everyMs: number,
): { at: number; everyMs: number }[] {
  const silence = receivedAt - silentFrom;
  const interval = Math.min(said ?? everyMs, silence);
  if (up === undefined || !isTold || silence <= PROOF_STEP_MS) {
    const covered = up !== undefined && isTold ? silence : interval;
    return [{ at: receivedAt, everyMs: covered }];
  }
  const pieces = Math.min(MAX_PROOFS, Math.ceil(silence / PROOF_STEP_MS));
  return Array.from({ length: pieces }, (_, index) => {
    const at = receivedAt - index * PROOF_STEP_MS;
    return { at, everyMs: Math.min(PROOF_STEP_MS, at - silentFrom) };
  });
}

function figures(
  push: PushRequest,
  { everyMs, lastPushAt }: PointRecord,
  stamp: { at: number; mono: number },
): Extract<StampedEntry, { kind: 'metrics' }>[] {
  const values = {
    ...(push.clients === undefined ? {} : { 'wifi.clients': push.clients }),
    ...(push.signal === undefined ? {} : { 'wifi.signal': push.signal }),
    ...(push.load === undefined ? {} : { 'point.load': push.load }),
  };
  if (Object.keys(values).length === 0) return [];
  const spanMs = Math.min(push.everyMs ?? everyMs, lastPushAt === null ? Infinity : stamp.at - lastPushAt);
  return [{ ...stamp, kind: 'metrics', spanMs: Math.max(0, spanMs), values }];
}
