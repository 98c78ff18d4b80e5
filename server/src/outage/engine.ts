import type { SiteRow } from '@wardwatch/shared/api';
import type { Clock, Interval, Logger } from '@wardwatch/shared/lib';
import {
  judgeServer,
  minutesIn,
  reconcile,
  SERVER_JOIN_MS,
  upToNow,
  type WardSettings,
} from '@wardwatch/shared/outage';
import type { Metrics } from '../metrics/metrics.ts';
import { EVERY_SITE, type LedgerNews, type LedgerStore, type SiteJudgement } from '../store/ledger-store.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { FleetStore, Store } from '../store/store.ts';
import { readWardSettings } from '../store/ward-settings.ts';
import { byEngine, judgeSiteAround } from './site-judgement.ts';

/** How often the engine looks at the clock, and writes down that the server lives. */
export const ENGINE_TICK_MS = 15_000;
/** Commits that come so close together are looked at together. */
const GATHER_MS = 200;
/** News taken in one round; the rest waits for the next. */
const MAX_NEWS = 2_000;
/** How often a judgement is made anew because a person wrote at the same moment. */
const MAX_RETRIES = 5;

export interface EngineDeps {
  store: Pick<Store, 'onCommit'> & {
    fleet: Pick<FleetStore, 'changesSince'>;
    ledger: LedgerStore;
  };
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/**
 * Turns what the journals say into the ledger. It wakes on commits and on the clock, takes the news from the store,
 * judges each site concerned, and writes the answer together with the checkpoint and the answered news: killed
 * anywhere, it finds the same news again and reaches the same rows.
 */
export class OutageEngine {
  readonly #deps: EngineDeps;
  #stopListening: (() => void) | undefined;
  #stopTick: (() => void) | undefined;
  #stopGather: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  #isStopped = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
  }

  /** Books the time since the server's last sign of life as blind, and begins. */
  async start(): Promise<void> {
    await this.#alive();
    this.#stopListening = this.#deps.store.onCommit(() => this.#gather());
    this.#tick();
    this.#wake();
  }

  /** Ends after the round that runs. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening?.();
    this.#stopTick?.();
    this.#stopGather?.();
    await this.#running;
  }

  /** Answers everything that waits now. */
  async settle(): Promise<void> {
    this.#wake();
    while (this.#running) await this.#running;
  }

  #tick(): void {
    this.#stopTick = this.#deps.clock.after(ENGINE_TICK_MS, () => {
      void this.#alive();
      this.#wake();
      this.#tick();
    });
  }

  /** Writes down that the server lives. A store that is away leaves a hole, which is true: nothing could be heard. */
  async #alive(): Promise<void> {
    const { store, clock, log, metrics } = this.#deps;
    try {
      await store.ledger.serverAlive(clock.now(), SERVER_JOIN_MS);
    } catch (error) {
      metrics.storeFailures.inc({ operation: 'server-alive' });
      log.error('outage.alive-not-written', { error });
    }
  }

  #gather(): void {
    this.#stopGather ??= this.#deps.clock.after(GATHER_MS, () => {
      this.#stopGather = undefined;
      this.#wake();
    });
  }

  /** Runs one round at a time; what comes up meanwhile makes one more. */
  #wake(): void {
    this.#isWoken = true;
    if (this.#isStopped) return;
    this.#running ??= this.#rounds().finally(() => {
      this.#running = undefined;
      if (this.#isWoken) this.#wake();
    });
  }

  async #rounds(): Promise<void> {
    while (this.#isWoken && !this.#isStopped) {
      this.#isWoken = false;
      try {
        if (await this.#round()) this.#isWoken = true;
      } catch (error) {
        // The news stay; the next tick tries again.
        this.#deps.metrics.storeFailures.inc({ operation: 'judge' });
        this.#deps.log.error('outage.round-failed', { error });
        return;
      }
    }
  }

  /** Says whether there was anything to answer. */
  async #round(): Promise<boolean> {
    const { store, clock } = this.#deps;
    const now = clock.now();
    const news = await store.ledger.news(now, MAX_NEWS);
    if (news.length === 0) return false;
    const { sites } = await store.fleet.changesSince(0);
    const settings = await readWardSettings(store.ledger, sites);
    const tasks = await this.#tasks(news, sites);
    const forAll = news.filter((one) => one.id === EVERY_SITE);
    // Where everything is news, each site's timelines come first, and then causes, which rest on them.
    const passes = forAll.length > 0 ? [true, false] : [false];
    const failed = new Set<string>();
    for (const isFirstPass of passes) {
      for (const task of tasks) {
        if (this.#isStopped) return false;
        if (!(await this.#judgeOrTell(settings, task, now, isFirstPass))) failed.add(task.siteId);
      }
    }
    // What could not be judged stays news, and the next tick tries again; the other sites do not wait for it.
    if (failed.size > 0) return false;
    if (forAll.length > 0) await this.#judgeServer(settings, forAll, now);
    return true;
  }

  /** What is news for each site; an answer removes the news that it is the last to answer. */
  async #tasks(news: readonly LedgerNews[], sites: readonly SiteRow[]): Promise<SiteTask[]> {
    const { ledger } = this.#deps.store;
    const tasks = new Map<string, SiteTask>();
    const add = (siteId: string, span: Interval, answered: LedgerNews | undefined): void => {
      const known = tasks.get(siteId) ?? { siteId, from: span.from, until: span.until, answered: [] };
      known.from = Math.min(known.from, span.from);
      known.until = Math.max(known.until, span.until);
      if (answered) known.answered.push(answered);
      // The site that was asked last comes last, so that news of several sites go with the last of them.
      tasks.delete(siteId);
      tasks.set(siteId, known);
    };
    for (const one of news) {
      if (one.id === EVERY_SITE) for (const site of sites) add(site.id, one, undefined);
      else if (one.kind !== 'agent') add(one.id, one, one);
      else {
        const places = await ledger.sitesOf(one.id, one);
        for (const [index, { siteId, deviceId }] of places.entries()) {
          const [before, after] = await Promise.all([
            ledger.proofsAround(deviceId, one.from),
            ledger.proofsAround(deviceId, one.until),
          ]);
          const span = {
            from: Math.min(one.from, before.before ?? one.from),
            until: Math.max(one.until, after.after ?? one.until),
          };
          add(siteId, span, index === places.length - 1 ? one : undefined);
        }
        if (places.length === 0) add(NO_SITE, one, one);
      }
    }
    return [...tasks.values()];
  }

  async #judgeOrTell(
    settings: WardSettings<SiteRow>,
    task: SiteTask,
    now: number,
    isFirstPass: boolean,
  ): Promise<boolean> {
    try {
      await this.#judge(settings, task, now, isFirstPass);
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      this.#deps.metrics.judgementsFailed.inc();
      this.#deps.log.error('outage.site-not-judged', { siteId: task.siteId, error });
      return false;
    }
  }

  async #judge(settings: WardSettings<SiteRow>, task: SiteTask, now: number, isFirstPass: boolean): Promise<void> {
    const { ledger } = this.#deps.store;
    const site = settings.sites.find((one) => one.id === task.siteId);
    const began = site && (await ledger.siteBegan(site.id));
    if (!site || began === null || began === undefined) return isFirstPass ? undefined : this.#answerOnly(task, now);
    const slices = slicesOf({ from: Math.max(began, task.from), until: Math.min(now, task.until) });
    for (const [index, slice] of slices.entries()) {
      const isLast = index === slices.length - 1;
      await this.#judgeSlice(
        { ledger, settings, site, now, isFirstPass, ...(isLast ? {} : { upTo: slice.until }) },
        slice,
        {
          began,
          answered: isLast && !isFirstPass ? task.answered : [],
        },
      );
    }
  }

  async #judgeSlice(
    judging: Parameters<typeof judgeSiteAround>[0],
    slice: Interval,
    { began, answered }: { began: number; answered: readonly LedgerNews[] },
  ): Promise<void> {
    const { ledger } = this.#deps.store;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await ledger.judge(await judgeSiteAround(judging, slice, began, answered));
      this.#deps.metrics.judgements.inc();
      if (outcome.ok) return;
      if (attempt === MAX_RETRIES)
        throw new Error(`the ledger of ${judging.site.id} keeps changing while it is judged`);
    }
  }

  /** News of what belongs to no site, or to one where no device ever was. */
  async #answerOnly(task: SiteTask, now: number): Promise<void> {
    if (task.answered.length === 0) return;
    await this.#deps.store.ledger.judge({
      siteId: task.siteId,
      window: { from: now, until: now },
      spans: [],
      rows: [],
      present: null,
      checkpoint: { siteId: task.siteId, asOf: now, nextAt: null },
      answered: task.answered,
      at: now,
    });
  }

  /** The server's own timeline, and its times of blindness. */
  async #judgeServer(settings: WardSettings<SiteRow>, answered: readonly LedgerNews[], now: number): Promise<void> {
    const { ledger } = this.#deps.store;
    const all = upToNow(await ledger.serverSpans({ from: 0, until: now + 1 }), now);
    const began = Math.min(now, ...all.alive.map((span) => span.from));
    const window = { from: began, until: now };
    const { spans, derived } = judgeServer(all, window, settings.rules.minListMs);
    const stored = await ledger.rowsOf(null, window);
    const judgement: SiteJudgement = {
      siteId: EVERY_SITE,
      window,
      spans,
      rows: reconcile(stored, derived, minutesIn(settings, undefined), now).map(byEngine),
      present: null,
      checkpoint: { siteId: EVERY_SITE, asOf: now, nextAt: null },
      answered,
      at: now,
    };
    const outcome = await ledger.judge(judgement);
    // A person wrote meanwhile: the news are still there, and the next round answers them.
    if (!outcome.ok) this.#deps.log.warn('outage.server-row-revised', { row: outcome.row.id });
  }
}

interface SiteTask extends Interval {
  siteId: string;
  answered: LedgerNews[];
}

/** A long past is judged in slices, so that no more of the journals is in memory at a time. */
const SLICE_MS = 31 * 24 * 3_600_000;

function slicesOf({ from, until }: Interval): Interval[] {
  const slices: Interval[] = [];
  let start = from;
  while (until - start > 2 * SLICE_MS) {
    slices.push({ from: start, until: start + SLICE_MS });
    start += SLICE_MS;
  }
  return [...slices, { from: start, until }];
}

/** Stands for the site of an agent that has none. */
const NO_SITE = '-';
