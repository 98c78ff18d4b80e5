import type { LedgerHealth } from '@wardwatch/shared/api';
import type { Logger } from '@wardwatch/shared/lib';
import type { Metrics } from '../metrics/metrics.ts';
import { checkLedger, type ChainReader, type LedgerCheck, newestSeal } from './check-ledger.ts';
import type { SigningKey } from './signing-key.ts';

/** What the health of the chain needs. */
export interface ChainHealthDeps {
  ledger: ChainReader;
  key: SigningKey;
  metrics: Metrics;
  log: Logger;
}

/**
 * Whether the chain of revisions holds. The whole of it is checked at the start, in the background, and before each
 * seal; the result is kept until the next check. A broken chain stops nothing but the seals.
 */
export class ChainHealth {
  readonly #deps: ChainHealthDeps;
  #last: LedgerCheck | undefined;
  #faultsFound = 0;
  #running: Promise<LedgerCheck> | undefined;

  constructor(deps: ChainHealthDeps) {
    this.#deps = deps;
    deps.metrics.export(
      'wardwatch_ledger_faults_total',
      'Times that the chain of the ledger was found broken',
      () => this.#faultsFound,
    );
  }

  /** Begins the first check, without waiting for it. A store that is away is asked again when somebody wants to know. */
  start(): void {
    this.checkAgain().catch((error: unknown) => {
      this.#deps.metrics.storeFailures.inc({ operation: 'check-ledger' });
      this.#deps.log.error('ledger.not-checked', { error });
    });
  }

  /** Checks the whole chain and all seals; joins a check that is under way. Rejects with the store's error. */
  checkAgain(): Promise<LedgerCheck> {
    this.#running ??= this.#check().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** The answer to `GET /api/ledger`. Waits for the first check; rejects with the store's error. */
  async health(): Promise<LedgerHealth> {
    const { ledger, key } = this.#deps;
    const { fault } = this.#last ?? (await this.checkAgain());
    const [head, seals] = await Promise.all([ledger.head(), ledger.seals()]);
    const seal = newestSeal(seals);
    return {
      count: head.count,
      head: head.hash,
      broken: fault ?? null,
      lastSeal: seal ? { day: seal.day, count: seal.count } : null,
      keyFingerprint: key.fingerprint,
    };
  }

  /** Waits for the check under way, however it ends. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#running]);
  }

  async #check(): Promise<LedgerCheck> {
    const { ledger, key, log } = this.#deps;
    const check = await checkLedger(ledger, key);
    this.#last = check;
    if (check.fault) {
      this.#faultsFound += 1;
      log.error('ledger.chain-broken', { place: check.fault.place, why: check.fault.why });
    } else if (check.head.count > 0) log.info('ledger.chain-holds', { count: check.head.count });
    return check;
  }
}
