import type { RunningServer } from '@wardwatch/server';
import type { FakeClock } from '@wardwatch/shared/lib';
import type { EntryBody } from '@wardwatch/shared/model';

type Store = RunningServer['store'];
type Accepted = Parameters<Store['journal']['commit']>[0][number]['accepted'][number];

const MINUTE_MS = 60_000;
let agents = 0;

/** A time in which a device saw something fail, minutes since it came. */
export interface SeededFault {
  from: number;
  until: number;
  fact: 'internet' | 'gateway' | 'dns';
}

/**
 * A site whose one device wrote a journal of its own over some hours and delivers it at the end. The server's clock is
 * moved along, and the server gives a sign of life all the while.
 */
export async function seededSite(
  store: Store,
  clock: FakeClock,
  site: { name: string; minutes: number; faults: readonly SeededFault[] },
): Promise<{ siteId: string; deviceId: string; began: number; at: (minute: number) => number }> {
  const began = clock.now();
  const { id: siteId } = await store.fleet.createSite({ name: site.name, kind: 'cultural-house', at: began });
  agents += 1;
  const codeHash = `seeded-${agents}`;
  const agentId = `ag_${agents.toString(16).padStart(32, 'e')}`;
  const code = {
    codeHash,
    siteId,
    preApproved: true,
    createdBy: 'system',
    attested: { statement: 1, by: 'person_1' },
    at: began,
    expiresAt: began + MINUTE_MS,
  };
  await store.fleet.createCode(code);
  const identity = { name: 'Máy mẫu', os: 'linux', agentVersion: '1.0.0', statement: 1, publicKey: `key-${agents}` };
  const made = await store.fleet.enrol({ codeHash, agentId, at: began, ...identity });
  if (!made.ok) throw new Error(made.error);
  await store.fleet.approve(made.deviceId, { name: 'Máy mẫu', kind: 'mini-pc', duty: 'always' }, began, {
    statement: 1,
    by: 'person_1',
  });
  await heardBetweenFaults(store, clock, agentId, site);
  const at = (minute: number): number => began + minute * MINUTE_MS;
  const accepted = entriesOf(site).map(([minute, body], index): Accepted => {
    const stamp = { seq: index + 1, at: at(minute), mono: minute * MINUTE_MS };
    // A body with its stamp is an entry.
    return { entry: { ...stamp, ...body }, correctedAt: at(minute), quality: 'mono', offsetMs: 0 };
  });
  const numbers = { from: 1, to: accepted.length, receivedAt: clock.now(), rejected: [], backlog: 0 };
  await store.journal.commit([{ agentId, epoch: 'epoch-0001', bootId: 'boot-0001', accepted, ...numbers }]);
  return { siteId, deviceId: made.deviceId, began, at };
}

/** Time passes: the server lives, and hears the device while its line works. */
async function heardBetweenFaults(
  store: Store,
  clock: FakeClock,
  agentId: string,
  { minutes, faults }: { minutes: number; faults: readonly SeededFault[] },
): Promise<void> {
  const cuts = faults.filter(({ fact }) => fact === 'internet');
  const opened = { agentVersion: '1.0.0', backlog: 0, clockOffsetMs: 0, cloneSuspected: false };
  let sessionId: string | undefined;
  for (let passed = 0; passed < minutes; passed += 0.25) {
    const at = clock.now();
    const isCut = cuts.some(({ from, until }) => passed >= from && passed < until);
    if (isCut && sessionId !== undefined) {
      await store.fleet.sessionClosed({ agentId, sessionId, at, lastHeardAt: at });
      sessionId = undefined;
    } else if (!isCut && sessionId === undefined) {
      sessionId = `${agentId}-${passed}`;
      await store.fleet.sessionOpened({ agentId, sessionId, at, ...opened });
    }
    clock.advance(MINUTE_MS / 4);
    const now = clock.now();
    await store.fleet.serverTick(now, sessionId === undefined ? [] : [{ agentId, lastHeardAt: now }]);
    await store.ledger.serverAlive(now, MINUTE_MS);
  }
}

function entriesOf({ minutes, faults }: { minutes: number; faults: readonly SeededFault[] }): [number, EntryBody][] {
  const boot: EntryBody = { kind: 'event', event: 'boot', bootedAt: 1, clean: true, how: 'journal', lastAliveAt: null };
  const entries: [number, EntryBody][] = [[0, boot]];
  for (const fact of ['gateway', 'internet', 'dns'] as const) entries.push([0, { kind: 'fact', fact, value: 'up' }]);
  for (const { from, until, fact } of faults) {
    entries.push([from, { kind: 'fact', fact, value: 'down' }], [until, { kind: 'fact', fact, value: 'up' }]);
  }
  for (let minute = 1; minute <= minutes; minute += 1) entries.push([minute, { kind: 'alive', everyMs: MINUTE_MS }]);
  return entries.sort((a, b) => a[0] - b[0]);
}
