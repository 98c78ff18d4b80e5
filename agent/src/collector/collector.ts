import { keysOf } from '@wardwatch/shared/lib';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { EntryBody, FactName, Snapshot, StampedEntry } from '@wardwatch/shared/model';
import { describeError } from '../lib/errors.ts';
import type { TwoSlotFile } from '../lib/two-slot-file.ts';
import type { StopEvidence } from '../machine/stop-evidence.ts';
import type { Probe, Reading } from '../probes/probe.ts';
import type { Spool } from '../spool/spool.ts';
import { addMetrics, closeWindow, type OpenWindow, roundMetric, type Told } from './aggregate.ts';
import { applyFacts, type FactStates, holes, listFacts, type StatedFact } from './facts.ts';
import { beginning, type LifeMark, type StopReason } from './life-mark.ts';
import { Recorder } from './recorder.ts';
import { ProbeRunner } from './run-probe.ts';
import { hashedOffset, isDue, repeat } from './schedule.ts';
import { Watch } from './watch.ts';

/** How often proof of life and metrics are written, milliseconds. */
const MINUTE_MS = 60_000;
/** How often the sign of life is overwritten and the journal put on the disk, at least. */
const PULSE_MS = 15_000;
/** How often the clocks and the network are looked at. */
const WATCH_MS = 2_000;
/** A value older than this is no longer the device's present. */
const LATEST_LIFETIME_MS = 900_000;

/** The machine as the collector sees it. */
export interface Surroundings {
  system(): Promise<{ os: string; osVersion: string }>;
  networkSignature(): string;
  interfaceNames(): string[];
  gateway(): Promise<string | undefined>;
  awakeMs(): number | undefined;
}

/** Why the uplink should not wait any longer. */
export type WakeReason = 'network' | 'resume';

/** What the collector is built from. */
export interface CollectorOptions {
  agentId: string;
  agentVersion: string;
  bootId: string;
  clock: Clock;
  log: Logger;
  spool: Spool;
  surroundings: Surroundings;
  /** `evidence`: what the operating system knows of the stop after the last sign of life. */
  mark: { slots: TwoSlotFile; last: LifeMark | undefined; evidence?: StopEvidence | undefined };
  /** An entry is in the journal. */
  onAppended: (entry: StampedEntry) => void;
  onWake: (reason: WakeReason) => void;
  /** At every pulse, after the journal is on the disk. */
  onPulse: () => void;
}

/** The probes in use and how often they run. */
export interface ProbeSet {
  tickMs: number;
  probes: readonly Probe[];
}

/**
 * Runs probes, turns what they see into facts and metrics, and writes them to the journal. It knows no uplink.
 * Owns the timers; what it starts ends with `stop`.
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #recorder: Recorder;
  readonly #watch: Watch;
  readonly #cancels: (() => void)[] = [];
  #cancelTicks: () => void = () => undefined;
  #tickMs = PULSE_MS;
  #runners: ProbeRunner[] = [];
  #states: FactStates = {};
  #window: OpenWindow = new Map();
  #windowFrom = 0;
  #told: Told = new Map();
  #latest = new Map<string, { value: number; mono: number }>();
  #identity = '';
  #isStopped = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
    const { spool, clock, log, bootId, onAppended } = options;
    this.#recorder = new Recorder({ spool, clock, log, bootId, onAppended });
    this.#watch = new Watch({
      look: () => ({ at: clock.now(), mono: clock.mono(), awake: options.surroundings.awakeMs() }),
      signature: () => options.surroundings.networkSignature(),
      gapMs: 30_000,
    });
  }

  /** Writes how this process began, looks at everything once, and goes on by itself. */
  async start(set: ProbeSet): Promise<void> {
    const { clock, bootId, mark } = this.#options;
    this.#windowFrom = clock.mono();
    await this.#recorder.record(beginning(mark.last, { bootId, at: clock.now(), mono: clock.mono() }, mark.evidence));
    await this.#pulse();
    await this.#noteIdentity();
    const minuteOffset = hashedOffset(this.#options.agentId, MINUTE_MS);
    this.#cancels.push(
      repeat(clock, MINUTE_MS, minuteOffset, () => this.#inBackground(() => this.#minute())),
      repeat(clock, PULSE_MS, minuteOffset, () => this.#inBackground(() => this.#pulse())),
      // On the pulse's beat as often as the two meet: to wake up costs more than what is done then.
      repeat(clock, WATCH_MS, minuteOffset % WATCH_MS, () => this.#inBackground(() => this.#look())),
    );
    this.configure(set);
  }

  /** Changes the probes and their interval; everything is looked at once. Facts that nobody measures any more become holes. */
  configure(set: ProbeSet): void {
    if (this.#isStopped) return;
    const { clock, log, agentId } = this.#options;
    this.#cancelTicks();
    for (const runner of this.#runners) runner.stop();
    this.#runners = set.probes.map((probe) => new ProbeRunner(probe, { clock, log }));
    this.#tickMs = set.tickMs;
    const measured = new Set<FactName>(['hub', ...set.probes.flatMap((probe) => probe.facts)]);
    this.#apply(
      holes(
        keysOf(this.#states).filter((fact) => !measured.has(fact)),
        'not configured',
      ),
    );
    this.#cancelTicks = repeat(clock, set.tickMs, hashedOffset(agentId, set.tickMs), () => this.#tick());
    this.#tick();
  }

  /** States whether the session with the server stands. */
  setHub(value: 'up' | 'down', detail?: string): void {
    this.#apply({ facts: { hub: { value, ...(detail === undefined ? {} : { detail }) } } });
  }

  /** The device's present. */
  present(): Snapshot {
    const { clock } = this.#options;
    const [at, mono] = [Math.max(0, Math.round(clock.now())), clock.mono()];
    const facts = this.facts.map(({ fact, value, since }) => ({ fact, value, since }));
    const fresh = [...this.#latest].filter(([, known]) => mono - known.mono <= LATEST_LIFETIME_MS).slice(0, 64);
    const metrics = Object.fromEntries(fresh.map(([name, { value }]) => [name, roundMetric(name, value)]));
    return { at, mono, bootedAt: Math.max(0, Math.round(at - mono)), facts, metrics };
  }

  /** Facts as they stand, with their reasons. */
  get facts(): StatedFact[] {
    const { clock } = this.#options;
    return listFacts(this.#states, { at: clock.now(), mono: clock.mono() });
  }

  /** Trouble with the journal: the last refusal, and entries lost to it. */
  get trouble(): { lost: number; lastError: string | undefined; skippedProbes: number } {
    const skippedProbes = this.#runners.reduce((sum, runner) => sum + runner.skipped, 0);
    return { lost: this.#recorder.lost, lastError: this.#recorder.lastError, skippedProbes };
  }

  /** Ends everything, and with a reason says so in the journal and in the sign of life. */
  async stop(reason: StopReason | undefined): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#cancelTicks();
    for (const cancel of this.#cancels) cancel();
    for (const runner of this.#runners) runner.stop();
    if (reason === undefined) return;
    await this.#closeWindow();
    await this.#recorder.record({ kind: 'event', event: 'stop', reason });
    await this.#writeMark(reason);
  }

  #tick(): void {
    const mono = this.#options.clock.mono();
    const isNow = ({ probe, lastRunAt }: ProbeRunner): boolean =>
      isDue(lastRunAt, probe.everyMs ?? this.#tickMs, this.#tickMs, mono);
    for (const runner of this.#runners.filter(isNow)) this.#inBackground(() => this.#run(runner));
  }

  async #run(runner: ProbeRunner): Promise<void> {
    const reading = await runner.run();
    // A reading of probes that have been replaced meanwhile says nothing about the new ones.
    if (reading && !this.#isStopped && this.#runners.includes(runner)) this.#apply(reading, runner.lastRunAt);
  }

  #apply(reading: Reading, begunMono = this.#options.clock.mono()): void {
    const { clock } = this.#options;
    const { states, changes } = applyFacts(this.#states, reading.facts ?? {}, { begunMono, mono: clock.mono() });
    this.#states = states;
    for (const { sinceMono, ...change } of changes) this.#record({ kind: 'fact', ...change }, sinceMono);
    for (const body of reading.events ?? []) this.#record(body, clock.mono());
    const metrics = reading.metrics ?? {};
    this.#window = addMetrics(this.#window, metrics);
    for (const [name, value] of Object.entries(metrics)) this.#latest.set(name, { value, mono: clock.mono() });
  }

  async #minute(): Promise<void> {
    await this.#recorder.record({ kind: 'alive', everyMs: MINUTE_MS });
    await this.#closeWindow();
  }

  async #closeWindow(): Promise<void> {
    const mono = this.#options.clock.mono();
    const { parts, told } = closeWindow(this.#window, this.#told, mono);
    const spanMs = Math.max(1, mono - this.#windowFrom);
    this.#window = new Map();
    this.#windowFrom = mono;
    this.#told = told;
    for (const values of parts) await this.#recorder.record({ kind: 'metrics', spanMs, values });
  }

  async #pulse(): Promise<void> {
    await this.#writeMark(null);
    await this.#recorder.drain();
    await this.#options.spool.sync();
    this.#options.onPulse();
  }

  async #writeMark(stop: LifeMark['stop']): Promise<void> {
    const { bootId, clock, mark, log } = this.#options;
    const value: LifeMark = { bootId, at: Math.max(0, Math.round(clock.now())), mono: clock.mono(), stop };
    try {
      await mark.slots.write(value, { durable: true });
    } catch (error) {
      // The slots exist from the first write on, so a full disk does not get here.
      log.error('life-mark-failed', { message: describeError(error) });
    }
  }

  async #look(): Promise<void> {
    const seen = this.#watch.look();
    // What looks on the way may end the agent: then nothing of what was seen is written down.
    if (this.#isStopped) return;
    for (const body of seen.events) await this.#recorder.record(body);
    if (seen.slept) this.#forget();
    if (!seen.networkChanged && !seen.slept) return;
    this.#options.log.info(seen.slept ? 'resumed' : 'network-changed');
    this.#options.onWake(seen.slept ? 'resume' : 'network');
    // After a sleep nothing of before holds; after a change of the network, what does not look at it does.
    const concerned = this.#runners.filter(({ probe }) => seen.slept || probe.watchesNetwork);
    for (const runner of concerned) this.#inBackground(() => this.#run(runner));
    await this.#noteIdentity();
  }

  /**
   * Nothing of before a sleep holds after it: what was collected is not of this minute, and every fact is stated
   * anew by its next reading. No probe reads `hub`, so that one is stated here.
   */
  #forget(): void {
    const { hub } = this.#states;
    this.#window = new Map();
    this.#windowFrom = this.#options.clock.mono();
    this.#states = {};
    if (!hub) return;
    const { sinceMono: _sinceMono, ...stated } = hub;
    this.#apply({ facts: { hub: stated } });
  }

  async #noteIdentity(): Promise<void> {
    const { surroundings, agentVersion } = this.#options;
    const [system, gateway] = await Promise.all([surroundings.system(), surroundings.gateway()]);
    const interfaces = surroundings.interfaceNames().map((name) => name.slice(0, 80));
    const body = { ...system, agentVersion, gateway: gateway?.slice(0, 80) ?? null, interfaces };
    const text = JSON.stringify(body);
    if (text === this.#identity || this.#isStopped) return;
    this.#identity = text;
    await this.#recorder.record({ kind: 'event', event: 'identity', ...body });
  }

  #record(body: EntryBody, mono: number): void {
    this.#inBackground(() => this.#recorder.record(body, mono));
  }

  /** Work that nobody waits for; trouble in it is logged, and the next round tries again. */
  #inBackground(task: () => Promise<void>): void {
    task().catch((error: unknown) => this.#options.log.error('collector-trouble', { message: describeError(error) }));
  }
}
