import { localDateOf } from '@wardwatch/shared/calendar';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { Metrics } from '../metrics/metrics.ts';
import { type ChainHead, sealText } from '../store/chain.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import type { ChainHealth } from './chain-health.ts';
import type { SigningKey } from './signing-key.ts';

/** How often the sealer looks whether a new day has begun: a timer until midnight would miss a clock that is set. */
const LOOK_EVERY_MS = 60_000;

/** What became of today's seal. */
export type SealOutcome = 'sealed' | 'sealed-before' | 'empty' | 'broken';

/** What the sealer needs. */
export interface SealerDeps {
  ledger: Pick<LedgerStore, 'seals' | 'addSeal'>;
  key: SigningKey;
  health: ChainHealth;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/**
 * Signs the head of the chain once in each local day: soon after midnight, at the start where today's seal is missing,
 * or when the first revision comes. A chain that does not hold is never sealed.
 */
export class Sealer {
  readonly #deps: SealerDeps;
  /** The day that needs nothing more. */
  #settledDay: string | undefined;
  #stopLooking: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(deps: SealerDeps) {
    this.#deps = deps;
  }

  /** Begins to look; the first look is now. */
  start(): void {
    this.#look();
  }

  /** Ends after the look under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopLooking?.();
    await this.idle();
  }

  /** Waits for the look under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Seals today, unless it is sealed. Rejects with the store's error. */
  async sealToday(): Promise<SealOutcome> {
    const { ledger, clock, health } = this.#deps;
    const day = localDateOf(clock.now());
    if ((await ledger.seals()).some((seal) => seal.day === day)) return this.#settled(day, 'sealed-before');
    // Before a seal all of it is checked: what was changed behind our back since yesterday shows within the day.
    const { head, fault } = await health.checkAgain();
    if (fault) return this.#settled(day, 'broken');
    if (head.count === 0) return 'empty';
    await this.#seal(day, head);
    return this.#settled(day, 'sealed');
  }

  async #seal(day: string, { count, hash: head }: ChainHead): Promise<void> {
    const { ledger, key, clock, log } = this.#deps;
    const seal = { day, count, head, at: clock.now() };
    await ledger.addSeal({ ...seal, signature: key.sign(sealText(seal)), publicKey: key.publicKey });
    log.info('ledger.sealed', { day, count, head });
  }

  #settled(day: string, outcome: SealOutcome): SealOutcome {
    this.#settledDay = day;
    return outcome;
  }

  #look(): void {
    if (this.#isStopped) return;
    this.#stopLooking = this.#deps.clock.after(LOOK_EVERY_MS, () => this.#look());
    if (this.#settledDay === localDateOf(this.#deps.clock.now())) return;
    this.#running ??= this.#sealAndTell().finally(() => {
      this.#running = undefined;
    });
  }

  async #sealAndTell(): Promise<void> {
    const { metrics, log } = this.#deps;
    try {
      const outcome = await this.sealToday();
      if (outcome === 'broken') log.error('ledger.not-sealed', { reason: 'the chain is broken' });
    } catch (error) {
      // The next look tries again.
      metrics.storeFailures.inc({ operation: 'seal' });
      log.error('ledger.not-sealed', { error });
    }
  }
}
