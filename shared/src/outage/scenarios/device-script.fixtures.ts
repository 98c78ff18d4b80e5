import type { Interval } from '../../lib/index.ts';
import type { EntryBody, FactName, FactValue } from '../../model/index.ts';
import type { DeviceEvidence, JournalEvidence, Term } from '../evidence.ts';
import type { StopCause } from '../life.ts';
import { subtract } from '../timeline.ts';
import { pointEvidence } from './point-script.fixtures.ts';

/** What a proof of life speaks for before it; a start takes back what is too much. */
const PROOF_REACHES_BACK_MS = 40_000;
const BOOT_TAKES_MS = 30_000;

type Span = { from: number; until: number };

/** A device that acts a part in a scenario: it writes a journal, and delivers it as long as it has the server. */
export class DeviceScript {
  readonly id: string;
  readonly terms: Term[] = [];
  readonly facts = new Map<FactName, FactValue | null>();
  /** For a point that pushes: how often; undefined for an agent. */
  everyMs: number | undefined;
  /** Its clock is ahead of the true time by so much. */
  clockMs = 0;
  readonly #runs: (Span & { reachesBackMs: number })[] = [];
  readonly #sessions: Span[] = [];
  /** Times without the server; what was written in them is delivered at their end. */
  readonly #away: Span[] = [];
  readonly #entries: JournalEvidence[] = [];
  readonly #lost: Interval[] = [];
  readonly #serverStops: number[] = [];
  #isConnected = false;
  #isRunning = false;
  #boots = 0;
  #seq = 0;
  #bootedAt = 0;
  #lastStop: string | null = null;

  constructor(id: string) {
    this.id = id;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Starts up. What it says of the stop before follows from that stop, unless it is told to say something else. */
  boot(at: number, says?: 'clean' | 'unclean' | 'nothing', why?: StopCause): void {
    const lastAlive = this.#lastSign();
    this.#boots += 1;
    this.#bootedAt = at - BOOT_TAKES_MS;
    const wasClean = this.#lastStop === null ? false : /shutdown|restart/.test(this.#lastStop) || null;
    const known = lastAlive === null || says === 'nothing' ? null : wasClean;
    const clean = says === 'clean' ? true : says === 'unclean' ? false : known;
    const lastAliveAt = lastAlive === null || says === 'nothing' ? null : lastAlive + this.clockMs;
    const bootedAt = this.#bootedAt + this.clockMs;
    const isPoint = this.everyMs !== undefined;
    const told = isPoint ? { clean: null, how: 'push' } : { clean, how: 'journal', ...(why && { why }) };
    this.#event(at, { kind: 'event', event: 'boot', bootedAt, ...told, lastAliveAt });
    this.#begin(at);
  }

  /** Its last sign of life that it, or for a point the server, has kept. */
  #lastSign(): number | null {
    const run = this.#runs.at(-1);
    if (!run || this.everyMs === undefined) return run?.until ?? null;
    return run.from + Math.floor((run.until - run.from) / this.everyMs) * this.everyMs;
  }

  /** Another machine takes this one's place: a new journal, and no memory. */
  replace(at: number): void {
    this.#seq = 0;
    this.boot(at, 'nothing');
  }

  /** Our program starts again in the same boot. */
  startAgent(at: number): void {
    const lastAlive = this.#runs.at(-1)?.until ?? at;
    const clean = this.#lastStop !== null;
    const [lastAliveAt, lastAliveMono] = [lastAlive + this.clockMs, lastAlive - this.#bootedAt];
    this.#event(at, { kind: 'event', event: 'start', clean, lastAliveAt, lastAliveMono });
    this.#begin(at);
  }

  #begin(at: number): void {
    this.#isRunning = true;
    this.#lastStop = null;
    this.#runs.push({ from: at, until: Infinity, reachesBackMs: this.#runs.length > 0 ? PROOF_REACHES_BACK_MS : 0 });
    for (const [fact, value] of this.facts) this.#fact(at, fact, value);
  }

  stop(at: number, reason: 'shutdown' | 'restart' | 'update' | 'sleep' | 'uninstall' | 'request'): void {
    this.#event(at, { kind: 'event', event: 'stop', reason });
    this.#lastStop = reason;
    this.end(at);
  }

  /** It runs no longer, without a word. */
  end(at: number): void {
    this.#isRunning = false;
    const run = this.#runs.at(-1);
    if (run) run.until = at;
    this.connect(at, false);
  }

  wake(at: number): void {
    const from = this.#runs.at(-1)?.until ?? at;
    const [fromWall, fromMono] = [from + this.clockMs, from - this.#bootedAt];
    this.#event(at, { kind: 'event', event: 'suspend', from: fromWall, fromMono });
    this.#event(at, { kind: 'event', event: 'resume', sleptMs: at - from });
    this.#begin(at);
  }

  state(at: number, fact: FactName, value: FactValue | null, detail?: string): void {
    this.facts.set(fact, value);
    if (this.#isRunning) this.#fact(at, fact, value, detail);
  }

  /** Its UPS begins to test itself, or ends that. */
  testUps(at: number, result: 'started' | 'passed' | 'failed'): void {
    this.#event(at, { kind: 'event', event: 'ups-test', result });
  }

  stepClock(at: number, byMs: number): void {
    this.clockMs += byMs;
    this.#event(at, { kind: 'event', event: 'clock-step', byMs });
  }

  /** Throws the journal of a span away for lack of room, and says so. */
  drop(at: number, span: Interval): void {
    this.#lost.push(span);
    const kept = this.#entries.filter((one) => one.at < span.from || one.at >= span.until);
    const others = Math.max(1, this.#entries.length - kept.length);
    this.#entries.splice(0, this.#entries.length, ...kept);
    const [from, until] = [span.from + this.clockMs, span.until + this.clockMs];
    this.#event(at, { kind: 'event', event: 'spool-dropped', metrics: 9, others, from, until });
  }

  /** Has the server from now on, or has it no longer. */
  connect(at: number, isReachable: boolean): void {
    const isConnected = isReachable && this.#isRunning;
    if (isConnected === this.#isConnected) return;
    this.#isConnected = isConnected;
    const [session, away] = [this.#sessions.at(-1), this.#away.at(-1)];
    if (isConnected) {
      this.#sessions.push({ from: at, until: Infinity });
      if (away) away.until = at;
    } else {
      if (session) session.until = at;
      this.#away.push({ from: at, until: Infinity });
    }
    if (this.#isRunning) this.state(at, 'hub', isConnected ? 'up' : 'down');
    else this.facts.set('hub', 'down');
  }

  /** The server stops, and with it whatever session there is. */
  serverStops(at: number): void {
    this.#serverStops.push(at);
  }

  /** What has been delivered of it by an instant. */
  evidenceAt(now: number, terms: readonly Term[]): DeviceEvidence {
    if (this.everyMs !== undefined) {
      const { everyMs } = this;
      const life = {
        everyMs,
        runs: this.#runs,
        away: this.#away,
        entries: this.#entries,
        serverStops: this.#serverStops,
      };
      return { deviceId: this.id, terms, beatMs: everyMs, ...pointEvidence(life, now) };
    }
    const held = this.#away.filter((span) => span.from <= now && span.until > now);
    const isHeld = (at: number): boolean => at > now || held.some((span) => at >= span.from);
    const proven = this.#runs.map(({ from, until, reachesBackMs }) => ({
      from: from - reachesBackMs,
      until: Math.min(until, now, ...held.map((span) => span.from)),
    }));
    return {
      deviceId: this.id,
      terms,
      proven: subtract(proven, this.#lost),
      heard: this.#sessions.map(({ from, until }) => ({ from, until: Math.min(until, now) })),
      // What a device says as it stops goes out before its session ends.
      entries: this.#entries.filter(
        (one) => !isHeld(one.at) || (one.at <= now && isGoodbye(one) && !this.#wasAway(one.at)),
      ),
    };
  }

  #wasAway(at: number): boolean {
    return this.#away.some((span) => span.from < at && span.until > at);
  }

  #fact(at: number, fact: FactName, value: FactValue | null, detail?: string): void {
    this.#write(at, { kind: 'fact', fact, value, ...(detail !== undefined && { detail }) });
  }

  #event(at: number, body: Extract<EntryBody, { kind: 'event' }>): void {
    this.#write(at, body);
  }

  #write(at: number, body: Extract<EntryBody, { kind: 'event' | 'fact' }>): void {
    this.#seq += 1;
    const stamp = { seq: this.#seq, at: at + this.clockMs, mono: at - this.#bootedAt };
    const entry = { ...body, ...stamp };
    this.#entries.push({ at, bootId: `${this.id}-${this.#boots}`, seq: this.#seq, entry });
  }
}

function isGoodbye({ entry }: JournalEvidence): boolean {
  return entry.kind === 'event' && entry.event === 'stop';
}
