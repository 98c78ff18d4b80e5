import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { Duty, EntryBody, LedgerRow } from '@wardwatch/shared/model';
import { SERVER_JOIN_MS } from '@wardwatch/shared/outage';
import { Metrics } from '../metrics/metrics.ts';
import { openStore } from '../store/open.ts';
import type { AcceptedEntry, Store } from '../store/store.ts';
import { OutageEngine } from './engine.ts';
import { recompute, type Recomputed } from './recompute.ts';

/** A Tuesday at 08:00 in Việt Nam. */
export const T0 = Date.UTC(2026, 8, 1, 1);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Opens a ward on a store of its own in a temporary folder; `close` clears both away. */
export async function openTestWard(): Promise<{ store: Store; ward: TestWard; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'wardwatch-engine-'));
  const store = await openStore({ file: join(folder, 'wardwatch.db'), log: silentLogger });
  const close = async (): Promise<void> => {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
  return { store, ward: new TestWard(store), close };
}

/** A ward with a real store and a clock that stands still until told to move. */
export class TestWard {
  readonly store: Store;
  readonly clock: FakeClock;
  engine: OutageEngine;
  #codes = 0;
  readonly #devices: TestDevice[] = [];

  constructor(store: Store, at = T0) {
    this.store = store;
    this.clock = new FakeClock({ wall: at });
    this.engine = this.newEngine();
  }

  newEngine(): OutageEngine {
    const { store, clock } = this;
    return new OutageEngine({ store, clock, metrics: new Metrics(), log: silentLogger });
  }

  async site(
    name: string,
    settings: { provider?: string; feeder?: string; calendarId?: string } = {},
  ): Promise<string> {
    const site = await this.store.fleet.createSite({ name, kind: 'cultural-house', at: this.clock.now() });
    await this.store.ledger.updateSite(site.id, { calendarId: 'always', ...settings }, this.clock.now());
    return site.id;
  }

  async device(siteId: string, duty: Duty = 'always'): Promise<TestDevice> {
    const at = this.clock.now();
    this.#codes += 1;
    const codeHash = `hash-${this.#codes}`;
    const agentId = `ag_${this.#codes.toString(16).padStart(32, '0')}`;
    await this.store.fleet.createCode({
      codeHash,
      siteId,
      preApproved: true,
      createdBy: 'system',
      attested: { statement: 1, by: 'person_1' },
      at,
      expiresAt: at + HOUR,
    });
    const made = await this.store.fleet.enrol({
      codeHash,
      agentId,
      publicKey: `key-${agentId}`,
      name: 'Máy mẫu',
      os: 'linux',
      agentVersion: '1.0.0',
      statement: 1,
      at,
    });
    if (!made.ok) throw new Error(made.error);
    await this.store.fleet.approve(made.deviceId, { name: 'Máy mẫu', kind: 'mini-pc', duty }, at, {
      statement: 1,
      by: 'person_1',
    });
    const device = new TestDevice(this, agentId, made.deviceId);
    this.#devices.push(device);
    return device;
  }

  /** Lets time pass while the server lives, a sign of life each quarter of a minute, and answers what is news. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    while (this.clock.now() < until) {
      this.clock.advance(Math.min(15 * SECOND, until - this.clock.now()));
      const lastHeardAt = this.clock.now();
      const heard = this.#devices.filter((device) => device.isConnected);
      await this.store.fleet.serverTick(
        lastHeardAt,
        heard.map(({ agentId }) => ({ agentId, lastHeardAt })),
      );
      await this.store.ledger.serverAlive(this.clock.now(), SERVER_JOIN_MS);
    }
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.engine.settle();
  }

  async rows(): Promise<LedgerRow[]> {
    return (await this.store.ledger.rows({ limit: 500, offset: 0 })).rows.toReversed();
  }

  /** What a recomputation from the journals says against the ledger. */
  async check(): Promise<Recomputed> {
    const { sites } = await this.store.fleet.changesSince(0);
    return recompute(this.store.ledger, sites, this.clock.now());
  }
}

/** A device that writes its journal, and delivers it while it has a session. */
export class TestDevice {
  readonly #ward: TestWard;
  readonly agentId: string;
  readonly deviceId: string;
  #seq = 0;
  #boot = 1;
  #session = 0;
  #bootedAt: number;
  #unsent: AcceptedEntry[] = [];
  #unsentBoots = new Map<AcceptedEntry, string>();
  isConnected = false;
  isRunning = false;

  constructor(ward: TestWard, agentId: string, deviceId: string) {
    this.#ward = ward;
    this.agentId = agentId;
    this.deviceId = deviceId;
    this.#bootedAt = ward.clock.now();
  }

  /** Writes entries at the present moment. */
  write(...bodies: readonly EntryBody[]): void {
    const at = this.#ward.clock.now();
    for (const body of bodies) {
      this.#seq += 1;
      const stamp = { seq: this.#seq, at, mono: at - this.#bootedAt };
      // A body with its stamp is an entry.
      const entry = { ...stamp, ...body };
      const accepted: AcceptedEntry = { entry, correctedAt: at, quality: 'mono', offsetMs: 0 };
      this.#unsent.push(accepted);
      this.#unsentBoots.set(accepted, `boot-000${this.#boot}`);
    }
  }

  says(fact: 'internet' | 'gateway' | 'dns' | 'hub' | 'mains', value: 'up' | 'down' | 'on' | 'off'): void {
    this.write({ kind: 'fact', fact, value });
  }

  boots(clean: boolean | null = false, lastAliveAt: number | null = null): void {
    this.#boot += 1;
    this.#bootedAt = this.#ward.clock.now() - 20 * SECOND;
    this.isRunning = true;
    this.write({ kind: 'event', event: 'boot', bootedAt: this.#bootedAt, clean, how: 'journal', lastAliveAt });
  }

  /** The whole device stops without a word. */
  async goesDark(): Promise<void> {
    this.isRunning = false;
    await this.loses();
  }

  async connects(): Promise<void> {
    this.#session += 1;
    this.isConnected = true;
    await this.#ward.store.fleet.sessionOpened({
      agentId: this.agentId,
      sessionId: this.#sessionId,
      at: this.#ward.clock.now(),
      agentVersion: '1.0.0',
      backlog: this.#unsent.length,
      clockOffsetMs: 0,
      cloneSuspected: false,
    });
  }

  /** The session ends at this moment. */
  async loses(): Promise<void> {
    if (!this.isConnected) return;
    this.isConnected = false;
    const at = this.#ward.clock.now();
    await this.#ward.store.fleet.sessionClosed({
      agentId: this.agentId,
      sessionId: this.#sessionId,
      at,
      lastHeardAt: at,
    });
  }

  /** Sends what is not sent yet, in any portions. */
  async delivers(portions = 1): Promise<void> {
    const entries = this.#unsent.splice(0);
    const size = Math.max(1, Math.ceil(entries.length / portions));
    for (let from = 0; from < entries.length; from += size) {
      const byBoot = Map.groupBy(
        entries.slice(from, from + size),
        (entry) => this.#unsentBoots.get(entry) ?? 'boot-0001',
      );
      for (const [bootId, accepted] of byBoot) {
        const numbers = accepted.map(({ entry }) => entry.seq);
        await this.#ward.store.journal.commit([
          {
            agentId: this.agentId,
            epoch: 'epoch-0001',
            bootId,
            from: Math.min(...numbers),
            to: Math.max(...numbers),
            receivedAt: this.#ward.clock.now(),
            accepted,
            rejected: [],
            backlog: 0,
          },
        ]);
      }
    }
  }

  /** Runs on for a while: a proof of life each minute, delivered while connected. */
  async runs(ms: number): Promise<void> {
    const { clock } = this.#ward;
    const until = clock.now() + ms;
    while (clock.now() < until) {
      await this.#ward.pass(Math.min(MINUTE, until - clock.now()));
      this.write({ kind: 'alive', everyMs: MINUTE });
      if (this.isConnected) await this.delivers();
    }
    await this.#ward.settle();
  }

  get #sessionId(): string {
    return `${this.agentId}-${this.#session}`;
  }
}
