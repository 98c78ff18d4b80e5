import * as v from 'valibot';
import { localDate } from './calendar.ts';
import { displayName } from './text.ts';

/** Optional line of text that a person writes; empty means nothing is said. */
export const remark = v.pipe(v.string(), v.trim(), v.normalize('NFC'), v.maxLength(400), v.regex(/^\P{Cc}*$/u));

/** Money in whole đồng, never negative. */
export const dong = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000_000_000));
/** A number of things. */
export const quantity = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10_000));

/**
 * Stages in the life of a piece of equipment, in their usual order. What is bought goes from `not-equipped` to
 * `in-use`; `suspended` is a pause (an unpaid subscription), `retired` the end.
 */
export const LIFE_STAGES = [
  'not-equipped',
  'requested',
  'funded',
  'installing',
  'in-use',
  'suspended',
  'retired',
] as const;
export const lifeStage = v.picklist(LIFE_STAGES);
export type LifeStage = v.InferOutput<typeof lifeStage>;

/** Kinds of equipment that a criterion may ask for. `line` is the main Internet subscription, `backup-line` the second. */
export const EQUIPMENT_KINDS = [
  'line',
  'backup-line',
  'modem',
  'router',
  'switch',
  'access-point',
  'firewall',
  'server',
  'ups',
  'generator',
  'surge-protection',
  'rack',
  'computer',
  'laptop',
  'mini-pc',
  'printer',
  'scanner',
  'software',
  'other',
] as const;
export const equipmentKind = v.picklist(EQUIPMENT_KINDS);
export type EquipmentKind = v.InferOutput<typeof equipmentKind>;

/** From a day on the equipment is in a stage; `paper` is the document that says so (`Tờ trình 12/TTr-UBND`). */
export const stageChange = v.object({ stage: lifeStage, on: localDate, paper: remark });
export type StageChange = v.InferOutput<typeof stageChange>;

/** Most changes of stage that one item keeps. */
export const MAX_STAGES = 40;

const stages = v.pipe(
  v.array(stageChange),
  v.minLength(1),
  v.maxLength(MAX_STAGES),
  v.check(
    (list) => list.every((change, index) => index === 0 || (list[index - 1]?.on ?? '') <= change.on),
    'stages go in order of their days',
  ),
);

/** A piece of equipment, or several alike, at a site: there, or wanted. */
export const equipmentItem = v.object({
  /** `TB-0001`. */
  id: v.pipe(v.string(), v.regex(/^TB-\d{4,6}$/)),
  siteId: v.string(),
  kind: equipmentKind,
  name: displayName,
  quantity,
  /** Criterion that asks for it; null where none does. */
  criterionId: v.nullable(v.string()),
  stages,
  /** Monitored device that it is; null where nothing of it is measured. */
  deviceId: v.nullable(v.string()),
  /** Main figures: capacity, speed, size. */
  specs: remark,
  note: remark,
});
export type EquipmentItem = v.InferOutput<typeof equipmentItem>;

/** Whom to call about a place; no more than what a call needs. */
export const contact = v.object({
  role: displayName,
  name: displayName,
  /** Digits, blanks, dots and a leading plus. */
  phone: v.pipe(v.string(), v.trim(), v.regex(/^\+?\d[\d .]{4,18}$/)),
});
export type Contact = v.InferOutput<typeof contact>;

/** An Internet subscription of a site. */
export const subscription = v.object({
  provider: displayName,
  plan: remark,
  /** Promised download speed in Mbps; null where it is not known. */
  downMbps: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100_000))),
  /** Đồng a month, VAT included. */
  monthlyFee: v.nullable(dong),
  /** Last day that is paid for. */
  paidUntil: v.nullable(localDate),
  isBackup: v.boolean(),
});
export type Subscription = v.InferOutput<typeof subscription>;

/** Questions of the survey of a place (rà soát hiện trạng), in their order. */
export const SURVEY_ITEMS = [
  'stable-power',
  'fibre',
  'wifi',
  'computer',
  'ups',
  'surge-protection',
  'dry-place',
  'lockable-place',
  'keeper',
] as const;
export type SurveyItem = (typeof SURVEY_ITEMS)[number];

/** What was found at a place, question by question. */
export const survey = v.object({
  on: localDate,
  by: displayName,
  answers: v.record(v.picklist(SURVEY_ITEMS), v.picklist(['yes', 'no', 'unclear'])),
  note: remark,
});
export type Survey = v.InferOutput<typeof survey>;

/** What the ward knows of a site beside what the ledger needs. */
export const siteProfile = v.object({
  siteId: v.string(),
  /** Code of the ward, unique: `NVH-01`. */
  code: v.pipe(v.string(), v.trim(), v.regex(/^[A-Z0-9][A-Z0-9-]{0,23}$/)),
  /** Number of the residential group that the house belongs to. */
  groupNumber: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(999))),
  address: remark,
  contacts: v.pipe(v.array(contact), v.maxLength(5)),
  subscriptions: v.pipe(v.array(subscription), v.maxLength(4)),
  survey: v.nullable(survey),
  note: remark,
});
export type SiteProfile = v.InferOutput<typeof siteProfile>;
