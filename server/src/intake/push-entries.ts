import type { FactValue, StampedEntry } from '@wardwatch/shared/model';
import type { PushRequest } from '@wardwatch/shared/protocol';
import type { PointProgress, PointRecord } from '../store/point-store.ts';
import { type Boot, senderOf } from './push-boot.ts';
import { changesOf } from './push-changes.ts';
import { type Change, factsOf, type StatedFact } from './push-facts.ts';

/** The longest interval that one proof of life speaks for; a longer silence is proven piece by piece. */
const PROOF_STEP_MS = 10 * 60_000;
/** Pieces of one silence: a week of them. What is longer stays unproven at its start. */
const MAX_PROOFS = 1_008;
/** What becomes of a push. */
export type PushReading =
  /** The push that was taken already. It was sent again just now, so that its point is heard. */
  | { kind: 'retry' }
  /** A push that was overtaken by a later one: nobody is heard by it. */
  | { kind: 'overtaken' }
  /** Of another machine with the same key, which says that it started at `since`: nothing of it is taken. */
  | { kind: 'stranger'; since: number }
  | {
      kind: 'news';
      /** Entries of one boot, oldest first, with the times of the server. */
      entries: StampedEntry[];
      /** Milliseconds that the point is up, for the clock that cannot step. */
      monoMs: number;
      progress: PointProgress;
      /** Changes that say what cannot be, or more than can have been. */
      dropped: number;
    };

/**
 * Makes the journal of a point from one push. Times are counted back from its arrival by the point's own uptime, so that
 * none lies in the future and no clock of the point is trusted.
 *
 * @param receivedAt when the push arrived, server time.
 * @param newBootId id of the boot, should the push show one.
 */
export function readPush(point: PointRecord, push: PushRequest, receivedAt: number, newBootId: string): PushReading {
  const sender = senderOf(point, push, receivedAt, newBootId);
  return sender.kind === 'point' ? newsOf(point, push, receivedAt, sender.boot) : sender;
}

function newsOf(point: PointRecord, push: PushRequest, receivedAt: number, boot: Boot): PushReading {
  // A silence is what lies between two pushes of one boot, or after its start. Before its first push a point is nobody.
  const isFirst = point.lastPushAt === null;
  const silentFrom = Math.min(receivedAt, boot.isNew && !isFirst ? boot.at : (point.lastPushAt ?? receivedAt));
  const { changes, dropped } = changesOf(push, { receivedAt, silentFrom, everyMs: point.everyMs });
  const stamp = (at: number) => ({ at, mono: Math.max(0, at - boot.at) });
  const facts = factsOf(point, push, { isNewBoot: boot.isNew, changes, silentFrom, receivedAt });
  const stated = (at: number, fact: StatedFact, value: FactValue | null): StampedEntry => ({
    ...stamp(at),
    kind: 'fact',
    fact,
    value,
  });
  const alive = (at: number, everyMs: number): StampedEntry => ({ ...stamp(at), kind: 'alive', everyMs });
  const spans = proofs(point, push, { silentFrom, receivedAt, changes });
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
    // A last push that lies ahead was dated by a clock that was wrong.
    lastAliveAt: lastPushAt !== null && lastPushAt <= bootedAt ? lastPushAt : null,
  };
}

/**
 * Proof that the point ran: for its interval before the push, and, where its uptime says so and it kept that nothing of
 * it was taken, for the whole silence.
 */
function proofs(
  { everyMs }: PointRecord,
  { up }: PushRequest,
  { silentFrom, receivedAt, changes }: { silentFrom: number; receivedAt: number; changes: readonly Change[] },
): { at: number; everyMs: number }[] {
  const silence = receivedAt - silentFrom;
  const isTold = up !== undefined && changes.some(({ sent, isRefused }) => sent === false || isRefused);
  if (!isTold || silence <= PROOF_STEP_MS) {
    return [{ at: receivedAt, everyMs: isTold ? silence : Math.min(everyMs, silence) }];
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
  const spanMs = Math.min(everyMs, lastPushAt === null ? Infinity : stamp.at - lastPushAt);
  return [{ ...stamp, kind: 'metrics', spanMs: Math.max(0, spanMs), values }];
}
