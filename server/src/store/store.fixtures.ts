import type { DeviceRow } from '@wardwatch/shared/api';
import type { EventEntry, FactName, FactValue, MetricValues } from '@wardwatch/shared/model';
import type { AcceptedEntry, JournalCommit, Store, TimeQuality } from './store.ts';

/** A Tuesday at 08:00 in Việt Nam, on the hour. */
export const T0 = Date.UTC(2026, 8, 1, 1);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** One agent of a test, with ids that no other test uses. */
export interface TestAgent {
  agentId: string;
  deviceId: string;
  siteId: string;
}

let nextNumber = 1;

/** An id of the agents' form. */
function newAgentId(): string {
  return `ag_${(nextNumber++).toString(16).padStart(32, '0')}`;
}

/** A fresh enrolment code's hash. */
export function newHash(): string {
  return `hash-${nextNumber++}`;
}

/** Enrols a device at a site of its own. */
export async function enrolled(store: Store, options: { preApproved?: boolean } = {}): Promise<TestAgent> {
  const site = await store.fleet.createSite({ name: `Nhà văn hóa ${nextNumber}`, kind: 'cultural-house', at: T0 });
  const codeHash = newHash();
  const preApproved = options.preApproved ?? true;
  await store.fleet.createCode({
    codeHash,
    siteId: site.id,
    preApproved,
    createdBy: 'system',
    attested: { statement: 1, by: 'person_1' },
    at: T0,
    expiresAt: T0 + HOUR_MS,
  });
  const agentId = newAgentId();
  const outcome = await store.fleet.enrol({ ...enrolment(codeHash), agentId });
  if (!outcome.ok) throw new Error(outcome.error);
  return { agentId, deviceId: outcome.deviceId, siteId: site.id };
}

/** A valid enrolment of a new key. */
export function enrolment(codeHash: string): Parameters<Store['fleet']['enrol']>[0] {
  const agentId = newAgentId();
  return {
    codeHash,
    agentId,
    publicKey: `key-${agentId}`,
    name: 'PC-01',
    os: 'linux',
    agentVersion: '1.0.0',
    statement: 1,
    at: T0,
  };
}

/** How an entry of a test differs from the plain case. */
interface Placing {
  quality?: TimeQuality;
  /** What was added to the device's clock. */
  offsetMs?: number;
}

function placed(entry: AcceptedEntry['entry'], { quality = 'mono', offsetMs = 0 }: Placing): AcceptedEntry {
  return { entry, correctedAt: entry.at + offsetMs, quality, offsetMs };
}

const stamp = (seq: number, at: number) => ({ seq, at, mono: Math.max(0, at - T0) });

export function fact(
  seq: number,
  at: number,
  name: FactName,
  value: FactValue | null,
  placing: Placing = {},
): AcceptedEntry {
  return placed({ ...stamp(seq, at), kind: 'fact', fact: name, value }, placing);
}

export function alive(seq: number, at: number, everyMs = MINUTE_MS, placing: Placing = {}): AcceptedEntry {
  return placed({ ...stamp(seq, at), kind: 'alive', everyMs }, placing);
}

export function metrics(seq: number, at: number, values: MetricValues, placing: Placing = {}): AcceptedEntry {
  return placed({ ...stamp(seq, at), kind: 'metrics', spanMs: MINUTE_MS, values }, placing);
}

export function boot(seq: number, at: number, placing: Placing = {}): AcceptedEntry {
  const event: EventEntry = {
    ...stamp(seq, at),
    kind: 'event',
    event: 'boot',
    bootedAt: at - 30_000,
    clean: false,
    how: 'journal',
    lastAliveAt: null,
  };
  return placed(event, placing);
}

export function stop(seq: number, at: number): AcceptedEntry {
  return placed({ ...stamp(seq, at), kind: 'event', event: 'stop', reason: 'shutdown' }, {});
}

export const EPOCH = 'epoch-0001';
const BOOT = 'boot-0001';

/** A batch that speaks for the numbers of its entries, or for those given. */
export function batch(
  agent: TestAgent,
  accepted: readonly AcceptedEntry[],
  change: Partial<JournalCommit> = {},
): JournalCommit {
  const numbers = accepted.map(({ entry }) => entry.seq);
  return {
    agentId: agent.agentId,
    epoch: EPOCH,
    bootId: BOOT,
    from: Math.min(...numbers),
    to: Math.max(...numbers),
    receivedAt: T0 + 24 * HOUR_MS,
    accepted,
    rejected: [],
    backlog: 0,
    ...change,
  };
}

/** The device's row, which must be there. */
export async function deviceOf(store: Store, agent: TestAgent): Promise<DeviceRow> {
  const device = await store.fleet.device(agent.deviceId);
  if (!device) throw new Error('the device is gone');
  return device;
}

/** Opens a session of the agent. */
export function openSession(store: Store, agent: TestAgent, sessionId: string, at: number): Promise<void> {
  return store.fleet.sessionOpened({
    agentId: agent.agentId,
    sessionId,
    at,
    agentVersion: '1.1.0',
    backlog: 7,
    clockOffsetMs: -1.5,
    cloneSuspected: false,
  });
}
