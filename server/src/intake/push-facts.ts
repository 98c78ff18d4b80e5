import { keysOf } from '@wardwatch/shared/lib';
import type { FactValue } from '@wardwatch/shared/model';
import type { PushRequest } from '@wardwatch/shared/protocol';
import type { PointRecord, PointStated } from '../store/point-store.ts';

/** Without a word of the point a silence this many times its interval says that pushes got lost. */
const MISSED_AFTER = 2;

/** A change that the point kept, with its time. */
export interface Change {
  at: number;
  wan: boolean | undefined;
  sent: boolean | undefined;
  /** Whether pushes were answered and not taken: the line worked, and the monitoring did not. */
  isRefused: boolean;
}

/** Facts that a point states. */
export type StatedFact = 'gateway' | 'internet' | 'hub';

/** What a push tells, and of which time. */
interface Told {
  isNewBoot: boolean;
  changes: readonly Change[];
  silentFrom: number;
  receivedAt: number;
}

/** Facts that changed, in their order, and all of them as they are now. */
export function factsOf(
  point: PointRecord,
  push: PushRequest,
  { isNewBoot, changes, silentFrom, receivedAt }: Told,
): { entries: { at: number; fact: StatedFact; value: FactValue | null }[]; stated: PointStated } {
  const entries: { at: number; fact: StatedFact; value: FactValue | null }[] = [];
  const { wan: wanBefore, ...stated } = point.stated;
  const state = (at: number, wan: boolean | undefined, sent: boolean | null): void => {
    const now = proven(point, wan, sent);
    for (const fact of keysOf(now)) {
      const value = now[fact];
      // A fact that was never stated needs no word that it is not known.
      if (stated[fact] === value || (value === null && stated[fact] === undefined)) continue;
      stated[fact] = value;
      entries.push({ at, fact, value });
    }
  };
  // What was stated before a start says nothing of what came after it.
  if (isNewBoot) state(silentFrom, undefined, null);
  let wan = isNewBoot ? undefined : wanBefore;
  let sent: boolean | null = isNewBoot ? null : true;
  const lostFrom = silentFrom + point.everyMs;
  const isLong = receivedAt - silentFrom > MISSED_AFTER * point.everyMs;
  for (const change of changes) {
    if (sent === true && change.at - silentFrom > MISSED_AFTER * point.everyMs) {
      sent = null;
      state(lostFrom, wan, sent);
    }
    wan = change.wan ?? wan;
    sent = sentFrom(change, sent);
    state(change.at, wan, sent);
  }
  // It did not say that nothing got through: after its last word nothing is known until now.
  const last = changes.at(-1);
  if (isLong && sent === true) state(Math.max(lostFrom, last?.at ?? lostFrom), last && wan, null);
  state(receivedAt, push.wan, true);
  return { entries, stated: push.wan === undefined ? stated : { ...stated, wan: push.wan } };
}

/**
 * Whether pushes got through from a change on. What was taken the server knows by itself: a point's word that something
 * was taken ends its word that nothing was, and proves nothing else. A push that was refused tells nothing either: the
 * line worked, and what was wrong was the monitoring.
 */
function sentFrom({ sent, isRefused }: Change, before: boolean | null): boolean | null {
  if (isRefused) return null;
  if (sent === undefined) return before;
  if (!sent) return false;
  return before === false ? null : before;
}

/**
 * What a moment proves. A push that got through came by the Internet, unless the server stands behind the same line:
 * there the uplink's own word counts, and only where it is down. One that is up may lead nowhere.
 *
 * @param sent null where nothing tells whether pushes got through.
 */
function proven(
  { kind, hostsServer }: PointRecord,
  wan: boolean | undefined,
  sent: boolean | null,
): Record<StatedFact, FactValue | null> {
  const cameThrough = sent === true && !hostsServer;
  const internet = wan === false ? 'down' : cameThrough ? 'up' : null;
  // A router is the gateway itself: it runs, so the gateway does.
  const gateway = kind === 'router' || cameThrough ? 'up' : null;
  return { gateway, internet, hub: sent === null ? null : sent ? 'up' : 'down' };
}
