import * as v from 'valibot';
import { equipmentItem, siteProfile } from '../model/index.ts';

const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A profile or an item, with the revision that a change of it is based on. */
export const profileRow = v.object({ ...siteProfile.entries, revision });
export type ProfileRow = v.InferOutput<typeof profileRow>;
export const equipmentRow = v.object({ ...equipmentItem.entries, revision });
export type EquipmentRow = v.InferOutput<typeof equipmentRow>;

/** `GET /api/inventory`: what the ward keeps of its sites; sites without a profile are only on the board. */
export const inventory = v.object({ profiles: v.array(profileRow), items: v.array(equipmentRow) });
export type Inventory = v.InferOutput<typeof inventory>;

/** `POST /api/profiles`: `revision` 0 for the first one of a site. Answers with the row as it is then. */
export const saveProfileRequest = v.object({ ...profileRow.entries });
/** `POST /api/equipment`: an item without an id is new (`revision` 0). */
export const saveEquipmentRequest = v.object({
  ...equipmentItem.entries,
  id: v.optional(equipmentItem.entries.id),
  revision,
});
export type SaveEquipmentRequest = v.InferOutput<typeof saveEquipmentRequest>;
/** `POST /api/equipment/{id}/remove`: an item that was entered by mistake; what was once in use is retired instead. */
export const removeEquipmentRequest = v.object({ revision });

/** Tables of an import file: a sheet each in XLSX, one file each as CSV. */
export const IMPORT_TABLES = ['sites', 'equipment'] as const;
export type ImportTable = (typeof IMPORT_TABLES)[number];

/** What is wrong with a cell, by a code of which the console has a sentence. */
export const IMPORT_PROBLEMS = [
  'column-missing',
  'column-unknown',
  'column-twice',
  'header-merged',
  'empty',
  'too-long',
  'not-one-of',
  'not-a-date',
  'not-a-number',
  'negative',
  'bad-code',
  'bad-phone',
  'code-twice',
  'code-taken',
  'site-unknown',
  'device-unknown',
  'id-unknown',
  'formula',
  'order-of-stages',
  'calendar-unknown',
  /** The stage changes, and the day does not. */
  'day-needed',
  /** A row to add that is a site which has another code. */
  'same-place',
  'too-many-rows',
  /** A warning: more cultural houses than a ward usually has. */
  'more-houses',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

/** A problem: nothing is written while there is one that is no warning. */
export const importProblem = v.object({
  table: v.picklist(IMPORT_TABLES),
  /** As the spreadsheet counts them, the head is row 1; null where the whole table is meant. */
  row: v.nullable(v.number()),
  /** Head of the column, as the file has it. */
  column: v.nullable(v.string()),
  code: v.picklist(IMPORT_PROBLEMS),
  /** What the cell holds, cut to 80 characters. */
  value: v.string(),
  /** What would be right: allowed words, the other row. */
  expected: v.string(),
  isWarning: v.boolean(),
});
export type ImportProblem = v.InferOutput<typeof importProblem>;

/** What an import would do to one row. */
export const importChange = v.object({
  table: v.picklist(IMPORT_TABLES),
  row: v.number(),
  /** Code of the site, or id of the item (a dash for a new one). */
  key: v.string(),
  name: v.string(),
  change: v.picklist(['add', 'update', 'same']),
  /** Heads of the columns that change. */
  columns: v.array(v.string()),
});
export type ImportChange = v.InferOutput<typeof importChange>;

/** `POST /api/inventory/preview` with the file as its body: nothing is written. */
export const importPreview = v.object({
  /** SHA-256 of the file, hex; `POST /api/inventory/import?digest=…` takes the same file. */
  digest: v.string(),
  problems: v.array(importProblem),
  /** Further problems that are not listed. */
  moreProblems: v.number(),
  changes: v.array(importChange),
  counts: v.object({ add: v.number(), update: v.number(), same: v.number() }),
});
export type ImportPreview = v.InferOutput<typeof importPreview>;

/** `POST /api/inventory/import`. */
export const importResult = v.object({ added: v.number(), updated: v.number(), same: v.number() });
export type ImportResult = v.InferOutput<typeof importResult>;

/** Bytes of an import file, and of its content when unpacked; rows of a table. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 20_000;

/** Types of an import file. */
export const IMPORT_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;
