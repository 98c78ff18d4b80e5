import type { Interval } from '../../lib/index.ts';
import type { Evidence, LedgerRow } from '../../model/index.ts';
import { availabilityOf, common } from '../availability.ts';
import type { Derived } from '../derive.ts';
import type { SubjectSpan } from '../judge-site.ts';
import type { WardFindings } from '../ward.ts';
import type { LedgerScript } from './ledger-script.fixtures.ts';
import { durationOut, instantIn, instantOut, type Line, TIME } from './scenario-text.fixtures.ts';

/** Something that was not as expected, in the words of a scenario. */
export interface Difference {
  line: Line;
  expected: string;
  found: string;
}

/** What is seen at one moment of a scenario. */
export interface Look {
  line: Line;
  day: string;
  now: number;
  window: Interval;
  sites: Map<string, WardFindings & { open: readonly Interval[] }>;
  server: { spans: SubjectSpan[]; derived: Derived[] };
  ledger: LedgerScript;
  /** Outages that the scenario has told of. */
  told: Set<string>;
  /** Whether it said what outages there are, or that there is none. */
  isListTold: boolean;
}

type Teller = (look: Look, groups: string[]) => string | string[];

/** Forms of what can be expected, with what is found in the same words. */
const TELLERS: readonly [RegExp, Teller][] = [
  [/^no outage$/, (look) => (outagesFound(look).length === 0 ? 'no outage' : outagesFound(look))],
  [new RegExp(`^outage of (.+?) (${TIME}-.+)$`), (look) => outagesFound(look)],
  [new RegExp(`^(start|end) of (.+?) (${TIME}) lies in .+$`), boundsFound],
  [new RegExp(`^evidence of (.+?) (${TIME}): .+$`), evidenceFound],
  [/^row (SC-\S+) .+$/, rowFound],
  [/^(\d+) rows?$/, ({ ledger }) => `${ledger.rows.size} row${ledger.rows.size === 1 ? '' : 's'}`],
  [new RegExp(`^availability of (.+?) in (${TIME})-(${TIME})( open)?: .+$`), availabilityFound],
  [new RegExp(`^(.+) looks again at (${TIME})$`), looksAgain],
  [/^(.+?) is .+$/, timelineFound],
];

/** Checks one expectation. */
export function expectLine(look: Look, line: Line): Difference[] {
  const teller = TELLERS.find(([form]) => form.test(line.text));
  if (!teller) throw new RangeError('nothing that can be expected');
  const isList = line.text === 'no outage' || line.text.startsWith('outage of ');
  look.isListTold ||= isList;
  const found = [teller[1](look, teller[0].exec(line.text)?.slice(1) ?? [])].flat();
  if (isList && found.includes(line.text) && !look.told.has(line.text)) {
    look.told.add(line.text);
    return [];
  }
  if (found.includes(line.text) && !isList) return [];
  return [{ line, expected: line.text, found: found.join('\n') }];
}

/** Outages that the scenario has not told of. */
export function untoldIn(look: Look): Difference[] {
  return outagesFound(look)
    .filter((one) => !look.told.has(one))
    .map((one) => ({ line: look.line, expected: 'nothing more', found: one }));
}

/** Every listed outage in the words of a scenario, of all sites and the server. */
export function outagesFound(look: Look): string[] {
  const derived = [...[...look.sites.values()].flatMap((site) => site.derived), ...look.server.derived];
  return derived.map(({ outage }) => {
    const { siteId, subject, from, until, suggested, interruptions, downMs, declaredLate, incident } = outage;
    const extras = [
      interruptions > 0 && `${interruptions} interruptions, down ${durationOut(downMs)}`,
      declaredLate && 'declared late',
      incident !== null && `incident ${incidentOut(incident, look.day)}`,
    ].filter((extra) => extra !== false);
    const times = `${instantOut(from, look.day)}-${until === null ? 'now' : instantOut(until, look.day)}`;
    const verdict = `${suggested.cause} ${suggested.confidence} by ${suggested.rule}`;
    return [`outage of ${subjectOut(siteId, subject)} ${times} ${verdict}`, ...extras].join(', ');
  });
}

function incidentOut(incident: string, day: string): string {
  const [, name = '', at] = /^(.*?)(?:@(\d+))?$/.exec(incident) ?? [];
  return at === undefined ? name : `${name} at ${instantOut(Number(at), day)}`;
}

function subjectOut(siteId: string | null, subject: string): string {
  if (siteId === null) return subject;
  return subject === 'site' ? siteId : `${siteId} ${subject.replace(':', ' ')}`;
}

/** A site's name and a subject of it, out of their words. */
function subjectIn(
  look: Look,
  words: string,
): { site: (WardFindings & { open: readonly Interval[] }) | undefined; subject: string } {
  if (words === 'server') return { site: undefined, subject: 'server' };
  for (const [name, site] of look.sites) {
    if (words === name) return { site, subject: 'site' };
    if (words.startsWith(`${name} `)) return { site, subject: words.slice(name.length + 1).replace(' ', ':') };
  }
  throw new RangeError(`no subject ${words}`);
}

function spansOf(look: Look, words: string): SubjectSpan[] {
  const { site, subject } = subjectIn(look, words);
  return (site?.spans ?? look.server.spans).filter((span) => span.subject === subject);
}

function timelineFound(look: Look, [words = '']: string[]): string {
  const parts: string[] = [];
  let last = '';
  for (const { from, state, reason } of spansOf(look, words)) {
    const said = state === 'unknown' ? `unknown (${reason})` : state;
    if (said !== last) parts.push(parts.length === 0 ? said : `${instantOut(from, look.day)} ${said}`);
    last = said;
  }
  return `${words} is ${parts.join(', ')}`;
}

function outageOf(look: Look, words: string, time: string): Derived {
  const { site, subject } = subjectIn(look, words);
  const from = instantIn(time, look.day);
  const found = (site?.derived ?? look.server.derived).find(
    ({ outage }) => outage.subject === subject && outage.from === from,
  );
  if (!found) throw new RangeError(`no outage of ${words} at ${time}; there are:\n${outagesFound(look).join('\n')}\n`);
  return found;
}

function boundsFound(look: Look, [edge, words = '', time = '']: string[]): string {
  const { start, end } = outageOf(look, words, time).outage;
  const bounds = edge === 'start' ? start : end;
  const said = bounds ? `${instantOut(bounds.earliest, look.day)}-${instantOut(bounds.latest, look.day)}` : 'nothing';
  return `${edge} of ${words} ${time} lies in ${said}`;
}

function evidenceFound(look: Look, [words = '', time = '']: string[]): string {
  const { evidence } = outageOf(look, words, time).outage.suggested;
  return `evidence of ${words} ${time}: ${evidence.map((one) => evidenceOut(one, look.day)).join('; ')}`;
}

function evidenceOut({ kind, at, until, deviceId, siteId, windowId, text }: Evidence, day: string): string {
  const span = until === undefined ? instantOut(at, day) : `${instantOut(at, day)}-${instantOut(until, day)}`;
  const whose = deviceId ?? siteId ?? windowId;
  return [kind, whose, span, text !== undefined && text !== windowId && `(${text})`].filter(Boolean).join(' ');
}

function rowFound(look: Look, [id = '']: string[]): string {
  const row = look.ledger.rows.get(id);
  if (!row) return `no row ${id}`;
  const { from, until, status, suggested, confirmed } = row;
  const flags = [
    confirmed && `confirmed as ${confirmed.cause}`,
    row.disagreement && `disagrees (${row.disagreement.what})`,
    row.excluded && 'excluded',
    row.mergedInto !== null && `merged into ${row.mergedInto}`,
    row.merged.length > 0 && `with ${row.merged.join(' and ')}`,
    until !== null && `down ${durationOut(row.minutes.wholeMs)}`,
    until !== null && row.minutes.openMs !== row.minutes.wholeMs && `open ${durationOut(row.minutes.openMs)}`,
  ].filter(Boolean);
  const times = `${instantOut(from, look.day)}-${until === null ? 'now' : instantOut(until, look.day)}`;
  const said = [`${times} ${suggested.cause} ${suggested.confidence}`, ...flags].join(', ');
  const actions = (look.ledger.actions.get(id) ?? []).join(', ');
  return `row ${id} of ${subjectOut(row.siteId, row.subject)} ${said}: ${actions} -> ${status}`;
}

function availabilityFound(look: Look, [words = '', from = '', until = '', open]: string[]): string {
  const { site, subject } = subjectIn(look, words);
  const period = { from: instantIn(from, look.day), until: instantIn(until, look.day) };
  const counted = open === undefined ? [period] : common([period], site?.open ?? []);
  const rows = [...look.ledger.rows.values()].filter(
    (row: LedgerRow) => row.subject === subject && row.siteId === (site?.siteId ?? null),
  );
  const sums = availabilityOf(spansOf(look, words), counted, rows, look.now);
  const said = [
    ...(['up', 'down', 'off', 'planned', 'notEquipped', 'unknown', 'excluded'] as const).map(
      (state) => sums[`${state}Ms`] > 0 && `${state} ${durationOut(sums[`${state}Ms`])}`,
    ),
    `availability ${percent(sums.availability)}`,
    `coverage ${percent(sums.coverage)}`,
    `${sums.outages} outages`,
    sums.longestMs > 0 && `longest ${durationOut(sums.longestMs)}`,
    sums.blips > 0 && `${sums.blips} blips`,
    ...sums.byCause.flatMap(({ cause, confirmedMs, suspectedMs }) => [
      confirmedMs > 0 && `${cause ?? 'no row'} ${durationOut(confirmedMs)} confirmed`,
      suspectedMs > 0 && `${cause ?? 'no row'} ${durationOut(suspectedMs)} suspected`,
    ]),
  ].filter((one) => one !== false);
  return `availability of ${words} in ${from}-${until}${open ?? ''}: ${said.join(', ')}`;
}

function percent(share: number | null): string {
  return share === null ? 'unknown' : `${(share * 100).toFixed(2)} %`;
}

function looksAgain(look: Look, [words = '']: string[]): string {
  const at = subjectIn(look, words).site?.nextAt ?? null;
  return `${words} looks again at ${at === null ? 'never' : instantOut(at, look.day)}`;
}
