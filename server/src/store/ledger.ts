import type { Database } from './database.ts';
import { placesAt, readTerms, setTerm, siteBegan, sitesBegan, touches } from './device-terms.ts';
import { readEvidence } from './ledger-evidence.ts';
import { putAttachment, putSeal, readAttachment, readAttachmentHashes, readSeals } from './ledger-files.ts';
import { judge, readCheckpoint, readCheckpoints } from './ledger-judge.ts';
import { addNews, readNews, siteNews } from './ledger-news.ts';
import { readProofsAround } from './ledger-proofs.ts';
import { queryRows, readChain, readHead, readRevisions, readRow, readRowsOf, readRowStarts } from './ledger-rows.ts';
import * as settings from './ledger-settings.ts';
import { readSpans } from './ledger-spans.ts';
import type { LedgerStore } from './ledger-store.ts';
import { writeRows } from './ledger-write.ts';
import { addCanariesDown, extendAlive, readServerSpans } from './server-spans.ts';
import { updateSite } from './site-settings.ts';

/** The outage ledger. */
export function ledgerStore(db: Database): LedgerStore {
  return { ...forEngine(db), ...rowsAndChain(db), ...filesAndSettings(db) };
}

type ForEngine = Pick<
  LedgerStore,
  | 'news'
  | 'checkpoint'
  | 'checkpoints'
  | 'siteBegan'
  | 'sitesBegan'
  | 'placesAt'
  | 'evidence'
  | 'proofsAround'
  | 'sitesOf'
  | 'serverSpans'
  | 'serverAlive'
  | 'canariesDown'
  | 'spans'
  | 'judge'
  | 'addNews'
>;

function forEngine(db: Database): ForEngine {
  return {
    news: (now, limit) => db.snapshot((trx) => readNews(trx, now, limit)),
    checkpoint: (siteId) => db.read((reader) => readCheckpoint(reader, siteId)),
    checkpoints: (siteIds) => db.read((reader) => readCheckpoints(reader, siteIds)),
    siteBegan: (siteId) => db.read((reader) => siteBegan(reader, siteId)),
    sitesBegan: (siteIds) => db.read((reader) => sitesBegan(reader, siteIds)),
    placesAt: (at) => db.read((reader) => placesAt(reader, at)),
    evidence: (siteId, window, now) => db.snapshot((trx) => readEvidence(trx, siteId, window, now)),
    proofsAround: (deviceId, at) => db.snapshot((trx) => readProofsAround(trx, deviceId, at)),
    sitesOf: (agentId, window) => sitesOf(db, agentId, window),
    serverSpans: (window) =>
      db.snapshot(async (trx) => ({
        alive: await readServerSpans(trx, 'alive', window),
        canariesDown: await readServerSpans(trx, 'canaries-down', window),
      })),
    serverAlive: (at, joinMs) => db.change((write) => extendAlive(write, at, joinMs)),
    canariesDown: (span) => db.change((write) => addCanariesDown(write, span)),
    spans: (siteIds, window, subjects) => db.snapshot((trx) => readSpans(trx, siteIds, window, subjects)),
    judge: (judgement) => db.change((write) => judge(write, judgement)),
    addNews: (siteId, span) => db.write((write) => addNews(write, [siteNews(siteId, span)])),
  };
}

type RowsAndChain = Pick<
  LedgerStore,
  'row' | 'rows' | 'rowsOf' | 'rowStarts' | 'revisions' | 'write' | 'chain' | 'head' | 'addSeal' | 'seals'
>;

function rowsAndChain(db: Database): RowsAndChain {
  return {
    row: (id) => db.read((reader) => readRow(reader, id)),
    rows: (query) => db.snapshot((trx) => queryRows(trx, query)),
    rowStarts: (siteIds, window, subjects) => db.read((reader) => readRowStarts(reader, siteIds, window, subjects)),
    rowsOf: (siteId, window) => db.read((reader) => readRowsOf(reader, siteId, window)),
    revisions: (id) => db.read((reader) => readRevisions(reader, id)),
    write: (rows, at) =>
      db.change(async ({ trx }) => {
        const result = await writeRows(trx, rows, at);
        return { result, isVisible: result.ok && rows.length > 0 };
      }),
    chain: (fromPlace, limit) => db.read((reader) => readChain(reader, fromPlace, limit)),
    head: () => db.read(readHead),
    addSeal: (seal) => db.write(({ trx }) => putSeal(trx, seal)),
    seals: () => db.read(readSeals),
  };
}

function filesAndSettings(db: Database): Omit<LedgerStore, keyof ForEngine | keyof RowsAndChain> {
  return {
    addAttachment: (file) => db.quietly((trx) => putAttachment(trx, file)),
    attachment: (hash) => db.read((reader) => readAttachment(reader, hash)),
    attachmentHashes: () => db.read(readAttachmentHashes),
    windows: () => db.read(settings.readWindows),
    saveWindow: (window) => db.write((write) => settings.saveWindow(write, window)),
    calendars: () => db.read(settings.readCalendars),
    saveCalendar: (calendar, judgeFrom) => db.write((write) => settings.saveCalendar(write, calendar, judgeFrom)),
    holidays: () => db.read(settings.readHolidays),
    saveHolidays: (year, days) => db.write((write) => settings.saveHolidays(write, year, days)),
    rules: () => db.read(settings.readRules),
    paces: () => db.read(settings.readPaces),
    saveRules: (rules) => db.write((write) => settings.saveRules(write, rules)),
    deviceTerms: async (deviceId) => {
      const terms = await db.read((reader) => readTerms(reader, [deviceId]));
      const counted = terms.filter((term) => term.inService);
      return counted.map(({ from, until, duty, siteId }) => ({ from, until, duty, siteId }));
    },
    setTerm: (deviceId, term) =>
      db.change(async (write) => {
        const isKnown = await setTerm(write, deviceId, term);
        return { result: isKnown, isVisible: isKnown };
      }),
    updateSite: (siteId, change, at) => db.change((write) => updateSite(write, siteId, change, at)),
  };
}

async function sitesOf(
  db: Database,
  agentId: string,
  window: { from: number; until: number },
): Promise<{ siteId: string; deviceId: string }[]> {
  const terms = await db.snapshot(async (trx) => {
    const agent = await trx.selectFrom('agents').select('device_id').where('id', '=', agentId).executeTakeFirst();
    return agent ? readTerms(trx, [agent.device_id]) : [];
  });
  const places = terms.filter((term) => touches(term, window));
  return [...new Map(places.map(({ siteId, deviceId }) => [siteId, { siteId, deviceId }])).values()];
}
