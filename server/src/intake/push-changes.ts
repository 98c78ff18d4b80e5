import type { PushRequest } from '@wardwatch/shared/protocol';
import { CLOCK_SLACK_MS } from './push-boot.ts';
import type { Change } from './push-facts.ts';

/** Changes closer than this to the one before say no more than it did. */
const APART_MS = 10_000;
/** A silence as short as one interval holds this many: the way went and came back. */
const LEAST_CHANGES = 2;

/** Of which time the changes of a push may speak. */
interface Silence {
  receivedAt: number;
  silentFrom: number;
  /** The point's pace: it looks once in that time, so that it can have seen no more than one change in it. */
  everyMs: number;
}

/**
 * The changes that can be: of this boot, after what is known, in their order, none later than the push itself, and no
 * more than a point of this pace can have seen. The first ones are kept, and the newest.
 */
export function changesOf(
  { up, changes = [] }: PushRequest,
  { receivedAt, silentFrom, everyMs }: Silence,
): { changes: Change[]; dropped: number } {
  if (up === undefined) return { changes: [], dropped: changes.length };
  const kept: Change[] = [];
  let last = -Infinity;
  for (const change of changes) {
    if (change.up > up || change.up < last) continue;
    const isClose = (change.up - last) * 1000 < APART_MS;
    const at = receivedAt - Math.round((up - change.up) * 1000);
    // Uptimes in whole seconds may lie a little before the push that they follow.
    if (isClose || at < silentFrom - CLOCK_SLACK_MS) continue;
    last = change.up;
    const { wan, sent, refused = false } = change;
    kept.push({ at: Math.max(at, silentFrom), wan, sent, isRefused: refused });
  }
  const room = Math.max(LEAST_CHANGES, 1 + Math.ceil((receivedAt - silentFrom) / everyMs));
  const newest = kept.at(-1);
  const fitting = kept.length > room && newest ? [...kept.slice(0, room - 1), newest] : kept;
  return { changes: fitting, dropped: changes.length - fitting.length };
}
