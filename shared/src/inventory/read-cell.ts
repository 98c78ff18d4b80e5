import * as v from 'valibot';
import type { ImportProblemCode } from '../api/index.ts';
import { localDate, type LocalDate } from '../model/index.ts';
import { fold } from '../wording/index.ts';
import { type PlainCell, textOf } from './sheet.ts';
import type { WordTable } from './word-table.ts';

/** What is wrong with a cell, and what would be right: words, limits, never a sentence. */
export interface CellProblem {
  code: ImportProblemCode;
  expected: string;
}
/** What a cell means, or why it means nothing. */
export type CellRead<Value> = { ok: true; value: Value } | ({ ok: false } & CellProblem);

const good = <Value>(value: Value): CellRead<Value> => ({ ok: true, value });
const bad = (code: ImportProblemCode, expected = ''): { ok: false } & CellProblem => ({ ok: false, code, expected });

/** A line of text of at most `maxLength` UTF-16 units. */
export function readText(cell: PlainCell, maxLength: number): CellRead<string> {
  const text = textOf(cell);
  return text.length > maxLength ? bad('too-long', `≤ ${maxLength}`) : good(text);
}

/** One word of several, each of which may be said in several ways; compared without marks and case. */
export function readWord<Word extends string>(cell: PlainCell, { ways, shown }: WordTable<Word>): CellRead<Word> {
  const word = ways.get(fold(textOf(cell)));
  return word === undefined ? bad('not-one-of', Object.values(shown).join(' | ')) : good(word);
}

/** Serial days of spreadsheets, 1 January 2000 to 31 December 2199, counted from 30 December 1899. */
const FIRST_SERIAL = 36_526;
const LAST_SERIAL = 109_575;
const DAY_MS = 86_400_000;
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

const DAY_FORMS = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ]00:00(?::00)?)?$/,
  /^(?<day>\d{1,2})\s*[/.-]\s*(?<month>\d{1,2})\s*[/.-]\s*(?<year>\d{4})$/,
  /^(?:ngay )?(?<day>\d{1,2}) thang (?<month>\d{1,2}) nam (?<year>\d{4})$/,
];

/** A day: ISO 8601, `30/3/2026` (day first, as it is written in Việt Nam), in words, or a serial number. */
export function readDay(cell: PlainCell): CellRead<LocalDate> {
  const day = typeof cell === 'number' ? serialDay(cell) : (writtenDay(textOf(cell)) ?? serialText(textOf(cell)));
  return day !== undefined && v.is(localDate, day) ? good(day) : bad('not-a-date', 'dd/mm/yyyy');
}

function writtenDay(text: string): string | undefined {
  for (const form of DAY_FORMS) {
    const { year, month, day } = form.exec(fold(text).replace('t00', 'T00'))?.groups ?? {};
    if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
  return undefined;
}

function serialText(text: string): string | undefined {
  return /^\d{5,6}$/.test(text) ? serialDay(Number(text)) : undefined;
}

function serialDay(serial: number): string | undefined {
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return undefined;
  return new Date(SERIAL_ZERO + Math.floor(serial) * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** What a number may be. */
export interface NumberRule {
  isWhole: boolean;
  min: number;
  max: number;
}

/** Money and speed are often written with their unit. */
const UNITS = /\s*(?:đồng|dong|đ|₫|vnd|vnđ|mbps|mb\/s|%)?(?:\s*\/\s*(?:tháng|thang|năm|nam))?$/iu;

/**
 * A number as a cell holds it or as text: `1.234.567,5`, `1 234 567`, `165.000 đồng`. Text that reads differently in
 * Việt Nam and in English (`1,234` where a fraction is possible) is no number.
 */
export function readNumber(cell: PlainCell, { isWhole, min, max }: NumberRule): CellRead<number> {
  const value = typeof cell === 'number' ? cell : numberOf(textOf(cell).replace(UNITS, ''), isWhole);
  if (value === undefined || !Number.isFinite(value)) return bad('not-a-number', isWhole ? '1234567' : '1234,5');
  if (value < 0) return bad('negative', `≥ ${min}`);
  if (isWhole && !Number.isSafeInteger(value)) return bad('not-a-number', '1234567');
  return value < min || value > max ? bad('not-a-number', `${min}–${max}`) : good(value);
}

function numberOf(written: string, isWhole: boolean): number | undefined {
  const text = written.replaceAll(/(?<=\d)\s(?=\d{3}(?!\d))/g, '').replace(/^[−–]/, '-');
  if (/^-?\d+$/.test(text)) return Number(text);
  if (isWhole && /^-?\d{1,3}(?:,\d{3})+$/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  if (/^-?\d+,\d+$/.test(text) && !/,\d{3}$/.test(text)) return Number(text.replace(',', '.'));
  if (/^-?\d+\.\d+$/.test(text)) return Number(text);
  return undefined;
}

/** A telephone number; what a spreadsheet made a number of has lost its leading nought, which is put back. */
export function readPhone(cell: PlainCell): CellRead<string> {
  const text = textOf(cell);
  const phone = /^\d{9,10}$/.test(text) && !text.startsWith('0') ? `0${text}` : text.replaceAll(/[-()]/g, ' ').trim();
  const joined = phone.replaceAll(/\s+/g, ' ');
  return /^\+?\d[\d .]{4,18}$/.test(joined) ? good(joined) : bad('bad-phone', '0912 345 678');
}

/** Code of a site, in capitals. */
export function readCode(cell: PlainCell): CellRead<string> {
  const code = textOf(cell).toUpperCase();
  return /^[A-Z0-9][A-Z0-9-]{0,23}$/.test(code) ? good(code) : bad('bad-code', 'NVH-01');
}
