import type { AvailabilityFigure } from '../api/index.ts';
import type { Declaration, DeviceKind, EquipmentItem, LocalDate, Posture, SiteKind } from '../model/index.ts';

/** What is known of a monitored device at the end of a period. */
export interface DeviceEvidence {
  deviceId: string;
  kind: DeviceKind;
  /** Its last posture up to then; null where it never told. */
  posture: { at: number; values: Posture } | null;
  /** Runtime on battery learned from its last real discharges; null where nothing was learned. */
  battery: { at: number; runtimeSeconds: number } | null;
  /** Its UPS as it stood; null without one. */
  ups: 'ok' | 'low' | 'replace' | 'lost' | null;
}

/** Availability as if only outages of some causes had been. */
export interface CauseAvailability extends AvailabilityFigure {
  /** Down time of which nobody knows the cause: it may belong here. */
  doubtMs: number;
}

/** Everything that the criteria of a site are judged by. */
export interface SiteEvidence {
  siteId: string;
  kind: SiteKind;
  /** All of its items, whatever their stage. */
  items: readonly EquipmentItem[];
  declarations: readonly Declaration[];
  devices: readonly DeviceEvidence[];
  /** Connectivity in opening hours; `lan` and `line` without the down time of other causes. */
  open: AvailabilityFigure;
  lan: CauseAvailability;
  line: CauseAvailability;
  /** Mean latency beyond the gateway in the period, milliseconds. */
  latencyMs: number | null;
  surveyOn: LocalDate | null;
  /** Last day of the period, and its last instant. */
  day: LocalDate;
  asOf: number;
}
