import type { DeviceRow } from '@wardwatch/shared/api';
import type { Duty } from '@wardwatch/shared/model';

/** How loud a state is. Only the first three have a colour: they need a hand. */
export type Tone = 'danger' | 'warning' | 'notice' | 'calm' | 'quiet';

/** Facts whose bad value is a problem of a connected device; the first link of the chain first. */
const PROBLEM_FACTS = ['gateway', 'internet', 'dns', 'mains', 'ups'] as const;
type ProblemFact = (typeof PROBLEM_FACTS)[number];

/** What a UPS says of itself when it wants a look. */
const UPS_TROUBLES = ['low', 'lost', 'replace'] as const;
export type UpsTrouble = (typeof UPS_TROUBLES)[number];

/** States of a device, what needs a hand first. */
const STATUS_ORDER = ['offline', 'problem', 'pending', 'never', 'online', 'revoked'] as const;
type StatusKind = (typeof STATUS_ORDER)[number];

/** What the console says of a device. */
export interface DeviceStatus {
  kind: StatusKind;
  tone: Tone;
  /** When it began, UTC milliseconds; null where nothing tells. */
  since: number | null;
  /** Which fact is bad; only with `problem`. */
  problem: ProblemFact | null;
  /** What its UPS says of itself, where that wants a look. */
  ups: UpsTrouble | null;
  isOnBattery: boolean;
  isCatchingUp: boolean;
  isCloneSuspected: boolean;
}

/** Works out the one state of a device, and its flags. */
export function deviceStatus(row: DeviceRow): DeviceStatus {
  const problem = row.connected ? (PROBLEM_FACTS.find((fact) => isBad(row, fact)) ?? null) : null;
  const kind = statusKind(row, problem);
  return {
    kind,
    tone: toneOf(kind, row, problem),
    since: sinceOf(kind, row, problem),
    problem: kind === 'problem' ? problem : null,
    ups: row.connected ? upsTrouble(row) : null,
    isOnBattery: row.connected && isBad(row, 'mains'),
    isCatchingUp: row.connected && row.backlog > 0,
    isCloneSuspected: row.cloneSuspected,
  };
}

/** Sorts what needs a hand first; below 0 where `a` comes before `b`. */
export function compareStatus(a: DeviceStatus, b: DeviceStatus): number {
  return rank(a) - rank(b);
}

const TONE_ORDER: readonly Tone[] = ['danger', 'warning', 'notice', 'calm', 'quiet'];

function rank(status: DeviceStatus): number {
  return TONE_ORDER.indexOf(status.tone) * STATUS_ORDER.length + STATUS_ORDER.indexOf(status.kind);
}

function statusKind(row: DeviceRow, problem: ProblemFact | null): StatusKind {
  if (row.status === 'revoked') return 'revoked';
  if (row.status === 'pending') return 'pending';
  if (row.connected) return problem ? 'problem' : 'online';
  return row.connectedSince === null && row.lastHeardAt === null ? 'never' : 'offline';
}

/** A machine that is not meant to be on is no alarm when it is off; one meant for office hours may be. */
function toneOf(kind: StatusKind, row: DeviceRow, problem: ProblemFact | null): Tone {
  if (kind === 'offline') return OFFLINE_TONES[row.duty];
  if (kind === 'problem') return problem === 'mains' || problem === 'ups' ? 'warning' : 'danger';
  return OTHER_TONES[kind];
}

const OFFLINE_TONES = { always: 'danger', hours: 'warning', none: 'quiet' } as const satisfies Record<Duty, Tone>;
const OTHER_TONES = { pending: 'notice', never: 'quiet', online: 'calm', revoked: 'quiet' } as const;

function sinceOf(kind: StatusKind, row: DeviceRow, problem: ProblemFact | null): number | null {
  if (kind === 'problem' && problem) return row.facts[problem]?.since ?? null;
  if (kind === 'pending') return row.createdAt;
  // The last word is better proof than the moment at which the server gave the session up.
  if (kind === 'offline') return row.lastHeardAt ?? row.connectedSince;
  return kind === 'online' ? row.connectedSince : null;
}

function isBad(row: DeviceRow, fact: ProblemFact): boolean {
  if (fact === 'ups') return upsTrouble(row) !== null;
  const value = row.facts[fact]?.value;
  return value === 'down' || value === 'off';
}

function upsTrouble(row: DeviceRow): UpsTrouble | null {
  const value = row.facts.ups?.value;
  return UPS_TROUBLES.find((trouble) => trouble === value) ?? null;
}
