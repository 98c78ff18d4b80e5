import type { PaperContent, PaperRow } from '@wardwatch/shared/api';
import { addDays, parsePeriod } from '@wardwatch/shared/calendar';
import type { BudgetLine, PaperKind, PaperStatus, PaperText } from '@wardwatch/shared/model';
import type { Tone } from '../../components/device-status.ts';
import type { IconName } from '../../components/icons.ts';
import { isDate } from '../../components/ward-input.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';
import { ledgerAddress, type LedgerQuery } from '../ledger/ledger-query.ts';
import { periodWords } from './period-words.ts';

/** How a status looks: a shape of its own beside its words. */
export const STATUS_LOOKS = {
  draft: { tone: 'quiet', picture: 'state-never' },
  submitted: { tone: 'notice', picture: 'half' },
  issued: { tone: 'calm', picture: 'check' },
} as const satisfies Record<PaperStatus, { tone: Tone; picture: IconName }>;

/** Texts that an officer may write himself in each kind of document, in their order. */
export const TEXTS_OF: Readonly<Record<PaperKind, readonly PaperText[]>> = {
  'quarter-report': ['subject', 'addressees', 'tasks', 'proposals'],
  'budget-request': [
    'subject',
    'addressees',
    'necessity',
    'previous-requests',
    'impact',
    'goal',
    'funding-source',
    'effect',
    'organisation',
  ],
  paragraphs: ['tasks', 'proposals'],
  minutes: ['minutes-place', 'minutes-present', 'minutes-course', 'minutes-confirmation'],
  correction: ['subject', 'addressees'],
};

/** The address of a document, or of a line of its budget. */
export function paperAddress(id: string, query = ''): string {
  return `/papers/${encodeURIComponent(id)}${query}`;
}

/** Files that a document can be taken as. */
export const PAPER_FILES = ['docx', 'pdf', 'xlsx'] as const;
export type PaperFile = (typeof PAPER_FILES)[number];

/** The address of a document's file. */
export function fileAddress(id: string, file: PaperFile): string {
  return `/api/papers/${encodeURIComponent(id)}/${file}`;
}

/** What a document is: `Tờ trình đề nghị kinh phí, quý IV năm 2026`. */
export function paperTitle(
  { kind, period, about }: Pick<PaperRow, 'kind' | 'period' | 'about'>,
  t: Messages,
  format: Format,
): string {
  const name = t.papers.kinds[kind];
  if (kind === 'minutes' && about !== null) return t.papers.titleAbout(name, about);
  return t.papers.title_(name, periodWords(period, t, format));
}

type Warning = PaperContent['warnings'][number];

/** Warnings of one kind together, in the order in which they come first. */
export function groupedWarnings(warnings: readonly Warning[]): { code: Warning['code']; what: string }[] {
  const groups = new Map<Warning['code'], string[]>();
  for (const { code, what } of warnings) {
    const group = groups.get(code) ?? [];
    groups.set(code, what === '' || group.includes(what) ? group : [...group, what]);
  }
  return [...groups].map(([code, what]) => ({ code, what: what.join(', ') }));
}

/** Where the officer mends what a warning says; undefined where nothing is to be done but to know it. */
export function warningAddress(
  code: Warning['code'],
  paper: Pick<PaperRow, 'id' | 'reportId' | 'period'>,
): string | undefined {
  switch (code) {
    case 'unconfirmed-outages':
      return ledgerAddress(daysOf(paper.period));
    case 'calendar-unconfirmed':
      return '/calendars';
    case 'no-target':
      return paper.reportId === null ? '/reports' : `/reports/${encodeURIComponent(paper.reportId)}`;
    case 'line-without-proof':
    case 'line-without-price':
      return paperAddress(paper.id, '?view=lines');
    case 'reference-unchecked':
      return '/papers/references';
    case 'signer-blank':
      return '/papers/identity';
    case 'no-data':
    case 'low-coverage':
      return '/';
    case 'figures-changed':
    case 'period-runs':
      break;
  }
  return undefined;
}

/** The days of a document's period, as the ledger is asked for them. */
function daysOf(key: string): Partial<LedgerQuery> {
  const period = parsePeriod(key);
  if (!period) return { period: 'year' };
  return { period: 'custom', first: period.from, last: addDays(period.until, -1) };
}

/** What a warning is about, as a reader knows it: periods and days in words, lines by their place. */
export function warningSubject(
  { code, what }: Warning,
  lines: readonly Pick<BudgetLine, 'id'>[],
  t: Messages,
  format: Format,
): string {
  if (code === 'line-without-proof' || code === 'line-without-price') {
    const ids = new Set(what.split(', '));
    return lines.flatMap(({ id }, index) => (ids.has(id) ? [String(index + 1)] : [])).join(', ');
  }
  if (code === 'no-data' || code === 'period-runs') return what === '' ? '' : periodWords(what, t, format);
  if (code !== 'calendar-unconfirmed') return what;
  return what
    .split(', ')
    .map((day) => (isDate(day) ? format.localDate(day) : day))
    .join(', ');
}

/** The text of a document to paste elsewhere: its paragraphs, a blank line between them. */
export function plainText(content: PaperContent): string {
  return content.blocks
    .flatMap((block) => (block.kind === 'table' ? [] : [block.runs.map(({ text }) => text).join('')]))
    .join('\n\n');
}

/** Whether the document that was asked for was there before: in the list, changed since it was made, or sent for signing. */
export function wasOpen(
  { id, status, createdAt, changedAt }: Pick<PaperRow, 'id' | 'status' | 'createdAt' | 'changedAt'>,
  known: readonly Pick<PaperRow, 'id'>[],
): boolean {
  return status !== 'draft' || changedAt > createdAt || known.some((one) => one.id === id);
}
