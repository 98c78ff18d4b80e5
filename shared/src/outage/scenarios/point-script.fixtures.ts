import type { Interval } from '../../lib/index.ts';
import type { DeviceEvidence, JournalEvidence } from '../evidence.ts';

/** What a push point did. */
export interface PointLife {
  everyMs: number;
  runs: readonly Interval[];
  /** Times in which no push of it got through. */
  away: readonly Interval[];
  entries: readonly JournalEvidence[];
  /** When the server stopped: it closes its sessions then, at the last push of each. */
  serverStops: readonly number[];
}

/** A point counts as connected until it has missed so many pushes. */
const MISSED_PUSHES = 3;

/**
 * What the server knows of a push point: it hears from it only in moments. A push tells of all the time since the one
 * before, unless the point started in between.
 */
export function pointEvidence(life: PointLife, now: number): Pick<DeviceEvidence, 'proven' | 'heard' | 'entries'> {
  const pushes = life.runs.map((run) => pushesIn(run, life, now));
  const all = pushes.flat();
  const last = all.at(-1) ?? -Infinity;
  return {
    proven: pushes.flatMap((list) => {
      const [first, end] = [list[0], list.at(-1)];
      return first === undefined || end === undefined ? [] : [{ from: first, until: end }];
    }),
    heard: sessionsOf(all, life, now),
    entries: life.entries.filter((one) => one.at <= last),
  };
}

/** One as it starts, then at its pace; and one as soon as its line is back. */
function pushesIn(run: Interval, { everyMs, away }: PointLife, now: number): number[] {
  const end = Math.min(run.until, now + 1);
  const pushes: number[] = [];
  for (let at = run.from; at < end;) {
    const hole = away.find((span) => at >= span.from && at < span.until);
    if (hole) at = hole.until;
    else {
      pushes.push(at);
      const next = at + everyMs;
      const back = away.find((span) => span.until > at && span.until < next)?.until;
      at = back ?? next;
    }
  }
  return pushes;
}

function sessionsOf(pushes: readonly number[], { everyMs, serverStops }: PointLife, now: number): Interval[] {
  const isOpenStill = (from: number, until: number): boolean =>
    until - from < MISSED_PUSHES * everyMs && !serverStops.some((at) => at >= from && at <= until);
  const sessions: Interval[] = [];
  for (const at of pushes) {
    const open = sessions.at(-1);
    if (open && isOpenStill(open.until, at)) open.until = at;
    else sessions.push({ from: at, until: at });
  }
  const last = sessions.at(-1);
  if (last && isOpenStill(last.until, now)) last.until = now;
  return sessions;
}
