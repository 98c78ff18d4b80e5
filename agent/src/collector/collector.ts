import { keysOf } from '@wardwatch/shared/lib';
import { type EntryBody, type FactName, NOT_CONFIGURED, type Snapshot } from '@wardwatch/shared/model';
import { describeError } from '../lib/errors.ts';
import { plainLine } from '../lib/plain-line.ts';
import type { Probe, Reading } from '../probes/probe.ts';
import { applyFacts, type FactChange, type FactStates, holes, listFacts, type StatedFact } from './facts.ts';
import type { CollectorOptions, ProbeSet } from './collector-options.ts';
import { Figures } from './figures.ts';
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
const WATCH_MS = 5_000;
/** Most facts of the device's present; more cannot be configured. */
const MAX_FACTS = 64;

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
  #tickedAt = 0;
  #runners: ProbeRunner[] = [];
  #states: FactStates = {};
  readonly #figures: Figures;
  /** Changes with each sleep: what began in another is not of now. */
  #epoch = 0;
  #identity = '';
  #isStopped = false;

  constructor(options: CollectorOptions) {
    this.#options = options;
    const { spool, clock, log, bootId, onAppended } = options;
    this.#figures = new Figures(log, clock.mono());
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
    this.#figures.restart(clock.mono());
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

  /**
   * Changes the probes and their interval; everything is looked at once, but what has its own place in time. Facts that
   * nobody measures any more become holes, and are then no longer facts of this device.
   */
  configure(set: ProbeSet): void {
    if (this.#isStopped) return;
    const { clock, log, agentId } = this.#options;
    this.#cancelTicks();
    for (const runner of this.#runners) runner.stop();
    const before = this.#runners;
    this.#runners = set.probes.map((probe) => {
      const runner = new ProbeRunner(probe, { clock, log });
      const same = before.find((one) => isSame(one.probe, probe));
      if (same) runner.follow(same);
      return runner;
    });
    this.#tickMs = set.tickMs;
    this.#tickedAt = clock.mono();
    const measured = new Set<FactName>(['hub', ...set.probes.flatMap((probe) => probe.facts)]);
    this.#drop(keysOf(this.#states).filter((fact) => !measured.has(fact)));
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
    const facts = this.facts.slice(0, MAX_FACTS).map(({ fact, value, since }) => ({ fact, value, since }));
    const bootedAt = Math.max(0, Math.round(at - mono));
    return { at, mono, bootedAt, facts, metrics: this.#figures.latest(mono) };
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
    const isLate = mono - this.#tickedAt >= this.#tickMs + WATCH_MS;
    this.#tickedAt = mono;
    // Whoever slept has missed everything at once; then each is looked at by what the sleep means for it, not here.
    if (isLate && this.#notesSleep()) return;
    const isNow = ({ probe, lastRunAt }: ProbeRunner): boolean =>
      isDue(lastRunAt, probe.everyMs ?? this.#tickMs, this.#tickMs, mono);
    this.#runAll(this.#runners.filter(isNow));
  }

  #runAll(runners: readonly ProbeRunner[]): void {
    for (const runner of runners) this.#inBackground(() => this.#run(runner));
  }

  async #run(runner: ProbeRunner): Promise<void> {
    const { clock } = this.#options;
    const [epoch, begunMono] = [this.#epoch, clock.mono()];
    const reading = await runner.run();
    if (!reading) return;
    // Whether the machine slept meanwhile must be known before: a reading across a sleep is of neither side of it.
    if (clock.mono() - begunMono >= WATCH_MS) this.#notesSleep();
    // A reading of probes that have been replaced meanwhile says nothing about the new ones.
    const isOfNow = epoch === this.#epoch && this.#runners.includes(runner);
    if (isOfNow && !this.#isStopped) this.#apply(reading, begunMono);
  }

  /** Looks at once whether the machine slept since the last look. */
  #notesSleep(): boolean {
    const epoch = this.#epoch;
    this.#inBackground(() => this.#look());
    return epoch !== this.#epoch;
  }

  /** Runs it now, whatever it is at. */
  async #runAnew(runner: ProbeRunner): Promise<void> {
    if ((await runner.abandon()) && !this.#isStopped && this.#runners.includes(runner)) await this.#run(runner);
  }

  #apply(reading: Reading, begunMono = this.#options.clock.mono()): void {
    const { clock } = this.#options;
    const hadNoLine = this.#states.internet?.value === 'down';
    const { states, changes } = applyFacts(this.#states, reading.facts ?? {}, { begunMono, mono: clock.mono() });
    this.#states = states;
    for (const { sinceMono, ...change } of changes) this.#record({ kind: 'fact', ...change }, sinceMono);
    for (const body of reading.events ?? []) this.#record(body, clock.mono());
    this.#figures.add(reading.metrics ?? {}, clock.mono());
    if (hadNoLine && changes.some(isLineBack)) this.#lookBehindTheLine();
  }

  /** The line is back: what was found wrong behind it is looked at now, not in a minute. */
  #lookBehindTheLine(): void {
    const isWrong = (fact: FactName): boolean => ['down', null, undefined].includes(this.#states[fact]?.value);
    const concerned = this.#runners.filter(
      (runner) => runner.probe.watchesLine && (runner.isBusy || runner.probe.facts.some(isWrong)),
    );
    for (const runner of concerned) this.#inBackground(() => this.#runAnew(runner));
  }

  /** A hole is the last that is said of these facts. */
  #drop(facts: readonly FactName[]): void {
    this.#apply(holes(facts, NOT_CONFIGURED));
    const states = { ...this.#states };
    for (const fact of facts) delete states[fact];
    this.#states = states;
    this.#figures.forget(facts);
  }

  async #minute(): Promise<void> {
    await this.#recorder.record({ kind: 'alive', everyMs: MINUTE_MS });
    await this.#closeWindow();
  }

  async #closeWindow(): Promise<void> {
    const { parts, spanMs } = this.#figures.close(this.#options.clock.mono());
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
    const written = Promise.all(seen.events.map((body) => this.#recorder.record(body)));
    // At once, before anything that is under way is taken for something of now.
    if (seen.slept) {
      this.#forget();
      this.#lookAnew();
    }
    await written;
    if ((!seen.networkChanged && !seen.slept) || this.#isStopped) return;
    this.#options.log.info(seen.slept ? 'resumed' : 'network-changed');
    this.#options.onWake(seen.slept ? 'resume' : 'network');
    if (!seen.slept) this.#runAll(this.#runners.filter(({ probe }) => probe.watchesNetwork));
    await this.#noteIdentity();
  }

  /**
   * Nothing of before a sleep holds after it: what was collected is not of this minute, and every fact is stated
   * anew by its next reading; one that was under way counts for nothing. No probe reads `hub`, so that one is stated here.
   */
  #forget(): void {
    const { hub } = this.#states;
    this.#epoch += 1;
    this.#figures.restart(this.#options.clock.mono());
    this.#states = {};
    if (!hub) return;
    const { sinceMono: _sinceMono, ...stated } = hub;
    this.#apply({ facts: { hub: stated } });
  }

  /** After a sleep nothing of before holds. What shares its beginning with others comes at its own place again. */
  #lookAnew(): void {
    for (const runner of this.#runners) {
      const isSpread = runner.probe.firstAfterMs !== undefined;
      runner.putOff();
      this.#inBackground(async () => {
        if (isSpread) await runner.abandon();
        else await this.#runAnew(runner);
      });
    }
  }

  async #noteIdentity(): Promise<void> {
    const { surroundings, agentVersion } = this.#options;
    const [system, gateway] = await Promise.all([surroundings.system(), surroundings.gateway()]);
    const interfaces = surroundings.interfaceNames().map((name) => plainLine(name, 80));
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

/** Whether a probe goes on with another's work. One without a place of its own is simply looked at once more. */
function isSame(before: Probe, now: Probe): boolean {
  if (now.firstAfterMs === undefined) return false;
  return now.target === undefined ? before.name === now.name : before.target === now.target;
}

function isLineBack({ fact, value }: FactChange): boolean {
  return fact === 'internet' && value === 'up';
}
