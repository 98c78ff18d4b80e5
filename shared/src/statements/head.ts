import { currentQuarter, instantOf, periodKey, quarter, type QuarterIndex } from '../calendar/index.ts';
import type { LocalDate, ReportBlock } from '../model/index.ts';
import { localDate } from '../model/index.ts';
import { fold } from '../wording/index.ts';
import { isCapitals } from './paragraphs.ts';
import { chapterTopics } from './topics.ts';
import * as v from 'valibot';

/** What the head of a report tells; null where it does not. Who signed it is never read. */
export interface FoundHead {
  /** `148/BC-UBND`. */
  number: string | null;
  datedOn: LocalDate | null;
  title: string | null;
  /** `periodKey` of the quarter that it speaks of. */
  period: string | null;
}

/** Blocks that a head has at most, and characters of a title. */
const MAX_HEAD_BLOCKS = 30;
const MAX_TITLE = 120;
/** A report that is dated within so many days of a quarter still speaks of the one before. */
const LATE_DAYS = 20;
const DAY_MS = 86_400_000;

const NUMBER = /(?:^|\s)Số\s*:\s*(\d{1,6}\s*\/\s*[\p{Lu}\d][\p{L}\d.-]*)/u;
const DATE = /ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/i;
const QUARTERS: readonly (readonly [QuarterIndex, string, string])[] = [
  [1, 'i', '1'],
  [2, 'ii', '2'],
  [3, 'iii', '3'],
  [4, 'iv', '4'],
];
const QUARTER = /quy (iv|iii|ii|i|[1-4])(?![a-z0-9])[^.;]{0,12}?(?:nam |\/|-| )\s?(20\d\d)/;

/** Reads number, date, title and quarter of a report. */
export function reportHead(blocks: readonly ReportBlock[]): FoundHead {
  const first = blocks.findIndex(({ section }) => section !== '');
  const head = blocks.slice(0, first > 0 ? Math.min(first, MAX_HEAD_BLOCKS) : MAX_HEAD_BLOCKS).map(({ text }) => text);
  const datedOn = dateOf(head);
  const title = titleOf(head);
  return { number: numberOf(head), datedOn, title, period: periodOf(title, blocks, datedOn) };
}

function numberOf(head: readonly string[]): string | null {
  const found = head.map((text) => NUMBER.exec(text)?.[1]).find((one) => one !== undefined);
  return found?.replaceAll(/\s/g, '') ?? null;
}

/** The date of the report itself stands beside the place; those of cited documents stand in sentences. */
function dateOf(head: readonly string[]): LocalDate | null {
  for (const text of head) {
    const [whole, day = '', month = '', year = ''] = DATE.exec(text) ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (whole !== undefined && text.length < whole.length + 160 && v.is(localDate, date)) return date;
  }
  return null;
}

/** The lines below `BÁO CÁO`, up to the addressee or the first basis. */
function titleOf(head: readonly string[]): string | null {
  const at = head.findIndex((text) => /^BÁO CÁO(?!\p{L})/u.test(text) && !/^BÁO CÁO[:.]/.test(text));
  if (at < 0) return null;
  const rest = (head[at] ?? '').slice('BÁO CÁO'.length).trim();
  const lines = rest === '' ? [] : [rest];
  for (const text of head.slice(at + 1)) {
    if (/^(?:kính gửi|thực hiện|căn cứ|phần|ủy ban|ubnd)/i.test(text) || text.length > 260 || lines.length >= 3) break;
    lines.push(text);
    if (/[.;]$/.test(text)) break;
  }
  const title = lines.join(' ').trim();
  return title === '' ? null : shortened(title);
}

function shortened(title: string): string {
  if (title.length <= MAX_TITLE) return title;
  return `${title.slice(0, title.lastIndexOf(' ', MAX_TITLE - 2))} …`;
}

/** A title or a heading of results names the quarter; a plan's heading names the next one. */
function periodOf(title: string | null, blocks: readonly ReportBlock[], datedOn: LocalDate | null): string | null {
  const headings = blocks
    .filter(({ kind, text }) => kind === 'heading' || isCapitals(text))
    .map(({ text }) => text)
    .filter((text) => !chapterTopics(text).includes('plan'));
  for (const text of [title ?? '', ...headings]) {
    const key = quarterIn(text);
    if (key !== null) return key;
  }
  return datedOn === null ? null : periodKey(currentQuarter(instantOf(datedOn, '12:00') - LATE_DAYS * DAY_MS));
}

function quarterIn(text: string): string | null {
  const [, number = '', year] = QUARTER.exec(fold(text)) ?? [];
  const index = QUARTERS.find(([, roman, arabic]) => number === roman || number === arabic);
  return index === undefined || year === undefined ? null : periodKey(quarter(Number(year), index[0]));
}
