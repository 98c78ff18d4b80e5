import type { AvailabilityFigure, OutageFigure } from '../api/index.ts';
import { startOfDay } from '../calendar/index.ts';
import type { EquipmentItem, EquipmentKind, LifeStage, LocalDate, Posture } from '../model/index.ts';
import type { CauseAvailability, DeviceEvidence, SiteEvidence } from './evidence.ts';

export const DAY = '2026-06-30';
/** Last instant of `DAY`. */
export const AS_OF = startOfDay('2026-07-01') - 1;

/** An item that went through the stages given, each on its day. */
export function item(kind: EquipmentKind, ...stages: [LifeStage, LocalDate][]): EquipmentItem {
  return {
    id: 'TB-0001',
    siteId: 'site_1',
    kind,
    name: kind,
    quantity: 1,
    criterionId: null,
    stages: stages.map(([stage, on]) => ({ stage, on, paper: '' })),
    deviceId: null,
    specs: '',
    note: '',
  };
}

export const NOT_MEASURED: AvailabilityFigure = { availability: null, coverage: 0, upMs: 0, downMs: 0, blips: 0 };

/** So much of the opening hours, all of them measured. */
export function available(availability: number, doubtMs = 0): CauseAvailability {
  return {
    availability,
    coverage: 1,
    upMs: 1_000 * availability,
    downMs: 1_000 * (1 - availability),
    blips: 0,
    doubtMs,
  };
}

/** An office of which nothing is known but what is given. */
export function site(more: Partial<SiteEvidence> = {}): SiteEvidence {
  return {
    siteId: 'site_1',
    kind: 'headquarters',
    items: [],
    declarations: [],
    devices: [],
    open: NOT_MEASURED,
    lan: { ...NOT_MEASURED, doubtMs: 0 },
    line: { ...NOT_MEASURED, doubtMs: 0 },
    latencyMs: null,
    surveyOn: null,
    day: DAY,
    asOf: AS_OF,
    ...more,
  };
}

const SOUND: Posture = {
  osName: 'Windows 11',
  osSupportEndsAt: startOfDay('2028-10-01'),
  updatesPending: 0,
  securityUpdatesPending: 0,
  lastUpdateDays: 3,
  rebootPending: false,
  antivirusOn: true,
  antivirusName: null,
  antivirusSignatureDays: 1,
  firewallOn: true,
  diskEncrypted: true,
  disksHealthy: true,
  clockSynced: true,
  memoryBytes: 8_000_000_000,
  firmwareDays: 700,
};

/** A computer that says everything is well, but what is given. */
export function computer(deviceId: string, posture: Partial<Posture> | null = {}, at = AS_OF): DeviceEvidence {
  const values = posture && { at, values: { ...SOUND, ...posture } };
  return { deviceId, kind: 'computer', posture: values, battery: null, ups: null };
}

/** An outage that an officer confirmed, of so many minutes, all in opening hours. */
export function outage(id: string, minutes: number, more: Partial<OutageFigure> = {}): OutageFigure {
  const from = startOfDay('2026-06-01');
  return {
    id,
    siteId: 'site_1',
    from,
    until: from + minutes * 60_000,
    wholeMs: minutes * 60_000,
    openMs: minutes * 60_000,
    cause: 'mains-power',
    isConfirmed: true,
    confidence: 'confirmed',
    services: [],
    interruptions: 0,
    notes: [],
    attachments: [],
    ticket: null,
    ...more,
  };
}
