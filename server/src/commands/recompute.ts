import { SERVER_JOIN_MS } from '@wardwatch/shared/outage';
import { Metrics } from '../metrics/metrics.ts';
import { OutageEngine } from '../outage/engine.ts';
import { type Difference, recompute } from '../outage/recompute.ts';
import { EVERY_SITE, FOREVER, type LedgerStore } from '../store/ledger-store.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';
import { openForWriting, readingStore } from './open-store.ts';

/** Revisions printed from one page. */
const PAGE = 200;

/** Derives the ledger anew from the journals, compares, and prints each difference. Changes nothing. */
export function recomputeCheck({ config, clock, log, print }: CommandContext): Promise<ExitCode> {
  return readingStore(config, log, async ({ ledger, fleet }) => {
    const { sites } = await fleet.changesSince(0);
    const found = await recompute(ledger, sites, clock.now());
    const isWaiting = (await ledger.news(0, 1)).length > 0;
    if (isWaiting) print('news wait to be judged; what differs may be theirs');
    for (const difference of found.differences) print(describeDifference(difference));
    const counts = `${found.sites} sites, ${found.outages} outages, ${found.spans} spans`;
    print(`${counts}: ${found.differences.length} differences`);
    return found.differences.length === 0 ? EXIT.ok : EXIT.different;
  });
}

/** Has every site judged anew over all its time, and prints each revision that this made. */
export async function recomputeAll(context: CommandContext, options: { force: boolean }): Promise<ExitCode> {
  const { config, clock, log, print } = context;
  await using store = await openForWriting(config, log);
  const { ledger } = store;
  if (!options.force && (await isServerAlive(ledger, clock.now()))) {
    print('A server wrote to this store less than 45 s ago. Stop it first; if it is stopped, use --force.');
    return EXIT.store;
  }
  const before = await ledger.head();
  await ledger.addNews(EVERY_SITE, { from: 0, until: FOREVER });
  // Settled, not started: a start would write down that the server was alive and could listen.
  const engine = new OutageEngine({ store, clock, metrics: new Metrics(), log });
  await engine.settle();
  await engine.stop();
  const changes = await printChanges(ledger, before.count, print);
  print(`${changes} revisions`);
  if ((await ledger.news(0, 1)).length === 0) return EXIT.ok;
  print('Not everything could be judged; the log says why. The server goes on with it at its next start.');
  return EXIT.failed;
}

async function isServerAlive(ledger: LedgerStore, now: number): Promise<boolean> {
  const { alive } = await ledger.serverSpans({ from: now - SERVER_JOIN_MS, until: now });
  return alive.some((span) => now - span.until < SERVER_JOIN_MS);
}

async function printChanges(ledger: LedgerStore, after: number, print: (line: string) => void): Promise<number> {
  let place = after;
  for (;;) {
    const page = await ledger.chain(place + 1, PAGE);
    for (const { place: at, row, action, reason } of page) print(`${at} ${row.id} ${row.subject} ${action}: ${reason}`);
    const last = page.at(-1);
    if (!last) return place - after;
    place = last.place;
  }
}

function describeDifference({ siteId, subject, kind, at, rowId, text }: Difference): string {
  return `${kind} ${siteId} ${subject} ${new Date(at).toISOString()} ${rowId ?? '-'} ${text}`;
}
