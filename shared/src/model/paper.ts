import * as v from 'valibot';
import { localDate } from './calendar.ts';
import { dong, remark } from './inventory.ts';
import { attachmentRef } from './outage.ts';
import { displayName } from './text.ts';
import { instant } from './time.ts';

/** Types of a cited document, by the abbreviation of Decree 30/2020, annex III, or as usual. */
export const reference = v.object({
  /** `VB-0001`. */
  id: v.pipe(v.string(), v.regex(/^VB-\d{4,6}$/)),
  /** `Quyết định`, `Công văn`, `Luật`. */
  type: displayName,
  /** `317/KH-UBND`; null for a law. */
  number: v.nullable(displayName),
  issuedOn: v.nullable(localDate),
  issuer: displayName,
  subject: displayName,
  /** In force from, and the first day on which it no longer is; null for open. */
  effectiveFrom: v.nullable(localDate),
  effectiveUntil: v.nullable(localDate),
  /** Who compared it with the original and when; null: not to be cited yet. */
  checked: v.nullable(v.object({ by: displayName, on: localDate })),
  /** Documents that cite it as a basis. */
  citedIn: v.array(v.picklist(['quarter-report', 'budget-request'])),
});
export type Reference = v.InferOutput<typeof reference>;

/** An item of the price list. */
export const price = v.object({
  /** `B11`. */
  id: v.pipe(v.string(), v.regex(/^B\d{2}$/)),
  name: displayName,
  unit: displayName,
  /** Đồng before VAT; null until the officer gives one. Ranges are hints of the catalogue, never figures. */
  amount: v.nullable(dong),
  /** What the price rests on: quotation, contract. */
  basis: remark,
  on: v.nullable(localDate),
  kind: v.picklist(['one-off', 'recurrent']),
  /** Times a year that a recurrent item is paid: 12 for a monthly fee. */
  timesAYear: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(12)),
  vatPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(20)),
  /** Criteria that it helps to meet. */
  criteria: v.array(v.string()),
});
export type Price = v.InferOutput<typeof price>;

/** A line of a budget request. */
export const budgetLine = v.object({
  /** Within its document: `1`, `2`. */
  id: v.pipe(v.string(), v.regex(/^\d{1,4}$/)),
  /** Item of the price list that it was made of; null for one of the officer's own. */
  priceId: v.nullable(v.string()),
  name: displayName,
  specs: remark,
  unit: displayName,
  /** Two decimals at the most, as it is printed, so that what stands there multiplies. */
  quantity: v.pipe(
    v.number(),
    v.minValue(0.01),
    v.maxValue(100_000),
    v.check((count) => Number(count.toFixed(2)) === count, 'at most two decimals'),
  ),
  /** Đồng before VAT. */
  unitPrice: dong,
  vatPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(20)),
  kind: v.picklist(['one-off', 'recurrent']),
  /** Phase of the work, from 1. */
  phase: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(5)),
  priceBasis: remark,
  siteIds: v.array(v.string()),
  /** What it is asked for: gaps (`RC-P1`), statements (`C19`), and outages that prove it. */
  criteria: v.array(v.string()),
  statements: v.array(v.string()),
  outageIds: v.array(v.string()),
  quotations: v.array(attachmentRef),
});
export type BudgetLine = v.InferOutput<typeof budgetLine>;

/** Most lines of a budget. */
export const MAX_BUDGET_LINES = 500;

/** Documents that are made. `paragraphs` are for the ward's own report, `minutes` confirm an outage, `correction` mends an issued one. */
export const PAPER_KINDS = ['quarter-report', 'budget-request', 'paragraphs', 'minutes', 'correction'] as const;
export const paperKind = v.picklist(PAPER_KINDS);
export type PaperKind = v.InferOutput<typeof paperKind>;

/** Life of a document: drafted, put before the signer, issued. */
export const PAPER_STATUSES = ['draft', 'submitted', 'issued'] as const;
export type PaperStatus = (typeof PAPER_STATUSES)[number];

/** Names of the texts that an officer may write himself; what is absent follows the figures. */
export const PAPER_TEXTS = [
  'subject',
  'addressees',
  'necessity',
  'previous-requests',
  'impact',
  'goal',
  'funding-source',
  'effect',
  'organisation',
  'tasks',
  'proposals',
  'minutes-present',
  'minutes-course',
  'minutes-confirmation',
  'minutes-place',
] as const;
export const paperText = v.picklist(PAPER_TEXTS);
export type PaperText = v.InferOutput<typeof paperText>;

/** A text of several paragraphs. */
export const longText = v.pipe(
  v.string(),
  v.trim(),
  v.normalize('NFC'),
  v.maxLength(6_000),
  v.regex(/^[^\p{Cc}]*(?:\n[^\p{Cc}]*)*$/u),
);

/** A document as it is kept. Its figures are computed until it is issued, and a locked copy from then on. */
export const paper = v.object({
  /** `VBN-2026-0001`. */
  id: v.pipe(v.string(), v.regex(/^VBN-\d{4}-\d{4}$/)),
  kind: paperKind,
  status: v.picklist(PAPER_STATUSES),
  /** `periodKey`; for minutes, of the quarter in which the outage began. */
  period: v.string(),
  /** Report whose statements it compares; null for none. */
  reportId: v.nullable(v.string()),
  /** Outage of minutes; document that a correction mends. */
  about: v.nullable(v.string()),
  texts: v.record(paperText, longText),
  lines: v.pipe(v.array(budgetLine), v.maxLength(MAX_BUDGET_LINES)),
  /** Number and date of the issued document, as the clerk gave them: `27`, and the day. */
  number: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(99_999))),
  issuedOn: v.nullable(localDate),
  createdAt: instant,
  createdBy: v.string(),
  changedAt: instant,
  /** SHA-256 of the locked figures, hex; null until it is issued. */
  snapshotHash: v.nullable(v.string()),
});
export type Paper = v.InferOutput<typeof paper>;

/** Signature blocks in use: deputy for the chairman, for the committee, deputy for the committee's chairman, chief of office by order. */
export const SIGNATURES = ['deputy', 'committee', 'committee-deputy', 'by-order'] as const;

/** What stands in every document of the ward. */
export const wardIdentity = v.object({
  /** `Phường Chí Linh`: type and name, as in running text. */
  wardType: v.picklist(['phường', 'xã', 'đặc khu']),
  wardName: displayName,
  cityName: displayName,
  /** Whether the city is `thành phố` or `tỉnh`. */
  cityType: v.picklist(['thành phố', 'tỉnh']),
  /** Place before the date. */
  placeName: displayName,
  /** Unit that drafts: `VHXH`. */
  draftingUnit: v.pipe(v.string(), v.trim(), v.regex(/^[\p{L}\d.-]{1,20}$/u)),
  signature: v.picklist(SIGNATURES),
  /** Null: left blank. */
  signer: v.nullable(displayName),
  reportTo: v.pipe(v.array(displayName), v.minLength(1), v.maxLength(6)),
  requestTo: v.pipe(v.array(displayName), v.minLength(1), v.maxLength(6)),
  recipients: v.pipe(v.array(displayName), v.maxLength(10)),
});
export type WardIdentity = v.InferOutput<typeof wardIdentity>;
