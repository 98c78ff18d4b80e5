import type { PushRequest } from '@wardwatch/shared/protocol';
import type { PointRecord } from '../store/point-store.ts';
import { MISSED_PUSHES } from './point-session.ts';

/** What the network may add to the time of a push: a start is told from a slow delivery by more than this. */
const SLOW_DELIVERY_MS = 30_000;
/** How far clocks may differ between two pushes that follow each other. */
export const CLOCK_SLACK_MS = 5_000;
/** How far this server's clock may have been put right between two pushes, before it is another machine that speaks. */
const CLOCK_REPAIR_MS = 5 * 60_000;

/** One run of the point between two starts. */
export interface Boot {
  id: string;
  at: number;
  isNew: boolean;
}

/** Who sent a push, as its uptime tells. */
export type Sender =
  /** The point, which sends again what was taken already. */
  | { kind: 'retry' }
  /** A push of the point that a later one has overtaken on its way. */
  | { kind: 'overtaken' }
  /** Another machine with the point's key, which says that it started at `since`. */
  | { kind: 'stranger'; since: number }
  | { kind: 'point'; boot: Boot };

/** The last push, as far as a later one can be held against it. */
interface Anchor {
  pushAt: number;
  up: number;
  startedAt: number;
}

/**
 * Tells the point itself from its retry and from another machine that has the same key. A machine that started again
 * did so after it was last heard; one that says it ran before that, with another uptime, is not the one that was heard.
 *
 * @param receivedAt when the push arrived, server time.
 * @param newBootId id of the boot, should the push show one.
 */
export function senderOf(point: PointRecord, push: PushRequest, receivedAt: number, newBootId: string): Sender {
  const anchor = anchorOf(point, receivedAt);
  const { up } = push;
  if (up === undefined || anchor === undefined)
    return { kind: 'point', boot: bootOf(point, push, receivedAt, newBootId) };
  const startedAt = startOf(up, receivedAt);
  if (!countsMore(point, push)) {
    if (up === anchor.up && Math.abs(receivedAt - anchor.pushAt) < SLOW_DELIVERY_MS) return { kind: 'retry' };
    if (isOvertaken(anchor, up, startedAt)) return { kind: 'overtaken' };
  }
  const isStranger =
    up > anchor.up ? isOlder(point, anchor, startedAt) : isContradicted(point, anchor, startedAt, receivedAt);
  if (isStranger) return { kind: 'stranger', since: startedAt };
  return { kind: 'point', boot: bootOf(point, push, receivedAt, newBootId) };
}

const startOf = (up: number, at: number): number => Math.max(0, at - Math.round(up * 1000));

/** A last push that lies ahead was dated by a clock of this server that was wrong: nothing follows from it. */
function anchorOf({ lastPushAt, lastUp }: PointRecord, receivedAt: number): Anchor | undefined {
  if (lastPushAt === null || lastUp === null || lastPushAt > receivedAt + CLOCK_SLACK_MS) return undefined;
  return { pushAt: lastPushAt, up: lastUp, startedAt: startOf(lastUp, lastPushAt) };
}

/** The same start, an uptime from before: it was longer on its way than the one after it. */
function isOvertaken(anchor: Anchor, up: number, startedAt: number): boolean {
  const isBefore = up <= anchor.up && startedAt < anchor.pushAt - CLOCK_SLACK_MS;
  return isBefore && Math.abs(startedAt - anchor.startedAt) <= SLOW_DELIVERY_MS;
}

/** An uptime that went back, though the start that it tells lies before the last push. */
function isContradicted({ everyMs }: PointRecord, { pushAt }: Anchor, startedAt: number, receivedAt: number): boolean {
  const isAlive = receivedAt - pushAt <= MISSED_PUSHES * everyMs;
  return startedAt < pushAt - (isAlive ? CLOCK_SLACK_MS : CLOCK_REPAIR_MS);
}

/** An uptime that grew by more than the time that passed, or that of a machine which was sent away before. */
function isOlder({ strangerSince }: PointRecord, anchor: Anchor, startedAt: number): boolean {
  const isKnownStranger = strangerSince !== null && Math.abs(startedAt - strangerSince) <= CLOCK_REPAIR_MS;
  const isAnother = Math.abs(startedAt - anchor.startedAt) > CLOCK_REPAIR_MS;
  return anchor.startedAt - startedAt > CLOCK_REPAIR_MS || (isKnownStranger && isAnother);
}

function bootOf(point: PointRecord, push: PushRequest, receivedAt: number, newBootId: string): Boot {
  const { bootId, bootedAt, lastPushAt } = point;
  const startedAt = push.up === undefined ? receivedAt : startOf(push.up, receivedAt);
  if (bootId === null || bootedAt === null || lastPushAt === null) return { id: newBootId, at: startedAt, isNew: true };
  if (lastPushAt > receivedAt + CLOCK_SLACK_MS) return bootAfterRepair(point, push, { bootId, startedAt, newBootId });
  if (!hasStarted(point, push, { startedAt, lastPushAt, bootedAt, receivedAt })) {
    return { id: bootId, at: bootedAt, isNew: false };
  }
  // It ran when it was last heard, whatever its uptime, rounded to seconds, says.
  return { id: newBootId, at: Math.min(receivedAt, Math.max(startedAt, lastPushAt + 1)), isNew: true };
}

/** The server's clock was put back since the last push: only the two uptimes say whether the point started between. */
function bootAfterRepair(
  point: PointRecord,
  push: PushRequest,
  { bootId, startedAt, newBootId }: { bootId: string; startedAt: number; newBootId: string },
): Boot {
  const wentBack = push.up !== undefined && point.lastUp !== null && push.up < point.lastUp;
  const isNew = wentBack || (push.up === undefined && countsMore(point, push));
  return { id: isNew ? newBootId : bootId, at: startedAt, isNew };
}

const countsMore = ({ boots }: PointRecord, push: PushRequest): boolean =>
  push.boots !== undefined && boots !== null && push.boots > boots;

function hasStarted(
  point: PointRecord,
  push: PushRequest,
  {
    startedAt,
    lastPushAt,
    bootedAt,
    receivedAt,
  }: { startedAt: number; lastPushAt: number; bootedAt: number; receivedAt: number },
): boolean {
  if (push.up === undefined) return countsMore(point, push);
  if (point.lastUp !== null && push.up <= point.lastUp) return true;
  // Without an uptime to hold against it, or with one that grew, it is the start that it tells that decides.
  const isSinceLastPush = startedAt >= lastPushAt - CLOCK_SLACK_MS && receivedAt > lastPushAt;
  return isSinceLastPush && (countsMore(point, push) || startedAt - bootedAt > SLOW_DELIVERY_MS);
}
