import * as v from 'valibot';
import {
  budgetLine,
  localDate,
  longText,
  MAX_BUDGET_LINES,
  paper,
  paperKind,
  paperText,
  price,
  reference,
  wardIdentity,
} from '../model/index.ts';

const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const paperRow = v.object({ ...paper.entries, revision });
export type PaperRow = v.InferOutput<typeof paperRow>;
/** `GET /api/papers`, newest first. */
export const paperList = v.object({ papers: v.array(paperRow) });

/**
 * `POST /api/papers`: a draft, with all its figures and, for a budget request, lines made of gaps and prices. A second
 * draft of the same kind, period and subject is the first one: it is answered, with the report that is named here.
 */
export const createPaperRequest = v.object({
  kind: paperKind,
  period: v.pipe(v.string(), v.maxLength(40)),
  reportId: v.optional(v.nullable(v.string())),
  /** The outage of minutes, the issued document of a correction. */
  about: v.optional(v.nullable(v.string())),
});
export type CreatePaperRequest = v.InferOutput<typeof createPaperRequest>;

/** `PATCH /api/papers/{id}`: texts and lines take the place of those before; an empty text follows the figures again. */
export const updatePaperRequest = v.object({
  texts: v.record(paperText, longText),
  lines: v.pipe(v.array(budgetLine), v.maxLength(MAX_BUDGET_LINES)),
  revision,
});
export type UpdatePaperRequest = v.InferOutput<typeof updatePaperRequest>;

/** `POST /api/papers/{id}/status`: to submit, to take back to draft, to issue (number and day are the clerk's). */
export const paperStatusRequest = v.variant('status', [
  v.object({ status: v.literal('draft'), revision }),
  v.object({ status: v.literal('submitted'), revision }),
  v.object({
    status: v.literal('issued'),
    number: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(99_999)),
    issuedOn: localDate,
    revision,
  }),
]);
export type PaperStatusRequest = v.InferOutput<typeof paperStatusRequest>;

/**
 * `POST /api/papers/{id}/renew`: lines of a draft budget request that have no price, or none that rests on something,
 * take the price list's anew; suggested lines that are not there are added.
 */
export const renewPaperRequest = v.object({ revision });
/** `POST /api/papers/{id}/discard`: removes a draft. */
export const discardPaperRequest = v.object({ revision });

/** Where a figure comes from: an address of the console. */
const run = v.object({
  text: v.string(),
  bold: v.optional(v.boolean()),
  italic: v.optional(v.boolean()),
  trace: v.optional(v.string()),
});
export type Run = v.InferOutput<typeof run>;
const cell = v.object({
  runs: v.array(run),
  align: v.picklist(['left', 'right', 'center']),
  bold: v.optional(v.boolean()),
});
export type Cell = v.InferOutput<typeof cell>;

/** A part of a document's body. `level`: 1 `I.`, 2 `1.`, 3 `a)`; the number is part of the text. */
export const paperBlock = v.variant('kind', [
  v.object({ kind: v.literal('heading'), level: v.picklist([1, 2, 3]), runs: v.array(run) }),
  v.object({
    kind: v.literal('paragraph'),
    runs: v.array(run),
    /** Of the text `name` that an officer may write. */ slot: v.optional(paperText),
  }),
  v.object({
    kind: v.literal('table'),
    /** `Đơn vị tính: đồng`; empty for none. */
    unit: v.string(),
    /** Heads, with the share of the width that each column has (they add up to 1). */
    columns: v.array(v.object({ head: v.string(), width: v.number(), align: v.picklist(['left', 'right', 'center']) })),
    rows: v.array(v.object({ cells: v.array(cell), /** A sum, or a head within the table. */ strong: v.boolean() })),
  }),
]);
export type PaperBlock = v.InferOutput<typeof paperBlock>;

export const paperAnnex = v.object({
  /** `Phụ lục I`. */
  label: v.string(),
  title: v.string(),
  /** Line that ties it to its document. */
  leader: v.string(),
  isLandscape: v.boolean(),
  blocks: v.array(paperBlock),
});
export type PaperAnnex = v.InferOutput<typeof paperAnnex>;

/** A document as words and tables, before it is a file: the console, DOCX, XLSX and PDF all show this. */
export const paperContent = v.object({
  /** Lines of the issuer, in capitals: `ỦY BAN NHÂN DÂN`, `PHƯỜNG CHÍ LINH`. */
  issuer: v.array(v.string()),
  /** `Số:       /BC-UBND`; null for paragraphs to paste. */
  numberLine: v.nullable(v.string()),
  placeDate: v.nullable(v.string()),
  /** `BÁO CÁO`; null for paragraphs to paste. */
  type: v.nullable(v.string()),
  subject: v.string(),
  addressees: v.array(v.string()),
  bases: v.array(v.string()),
  blocks: v.array(paperBlock),
  /** Lines in capitals over the signer's name; empty: no signature block. */
  signature: v.array(v.string()),
  signer: v.nullable(v.string()),
  /** Second signatures of minutes, each with its head. */
  witnesses: v.array(v.string()),
  recipients: v.array(v.string()),
  annexes: v.array(paperAnnex),
  /** Cut-off, head of the ledger and hash of the figures, printed small at the end. */
  stamp: v.array(v.string()),
  /** What the officer should look at before it goes out. */
  warnings: v.array(
    v.object({
      code: v.picklist([
        'unconfirmed-outages',
        'no-data',
        'low-coverage',
        'calendar-unconfirmed',
        'no-target',
        'line-without-proof',
        'line-without-price',
        'reference-unchecked',
        'signer-blank',
        'figures-changed',
        'period-runs',
      ]),
      /** Numbers or ids that the sentence needs. */
      what: v.string(),
    }),
  ),
});
export type PaperContent = v.InferOutput<typeof paperContent>;

/** `GET /api/papers/{id}`. Its files: `GET /api/papers/{id}/docx`, `/xlsx` (the annexes), `/pdf`. */
export const paperDetail = v.object({ paper: paperRow, content: paperContent });
export type PaperDetail = v.InferOutput<typeof paperDetail>;

/** `GET /api/papers/{id}/changes`: what the ledger says now against what an issued document says. */
export const paperChanges = v.object({
  changes: v.array(v.object({ outageId: v.nullable(v.string()), what: v.string(), was: v.string(), is: v.string() })),
});
export type PaperChanges = v.InferOutput<typeof paperChanges>;

/** `GET /api/references`, `POST /api/references` (without an id: a new one). */
export const referenceRow = v.object({ ...reference.entries, revision });
export type ReferenceRow = v.InferOutput<typeof referenceRow>;
export const referenceList = v.object({ references: v.array(referenceRow) });
export const saveReferenceRequest = v.object({ ...reference.entries, id: v.optional(reference.entries.id), revision });
export type SaveReferenceRequest = v.InferOutput<typeof saveReferenceRequest>;

/** `GET /api/prices`, `POST /api/prices`: the catalogue's items, with the range that serves as a hint. */
export const priceRow = v.object({
  ...price.entries,
  revision,
  /** Usual range in đồng; null where the officer made the item. */
  hint: v.nullable(v.object({ low: v.number(), high: v.number(), source: v.string() })),
});
export type PriceRow = v.InferOutput<typeof priceRow>;
export const priceList = v.object({ prices: v.array(priceRow) });
export const savePriceRequest = v.object({ ...price.entries, revision });

/** `GET /api/identity`, `POST /api/identity`: what stands in every document. */
export const identityRow = v.object({ ...wardIdentity.entries, revision });
export type IdentityRow = v.InferOutput<typeof identityRow>;
