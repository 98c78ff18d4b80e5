import type { FactName, FactValue } from '../model/index.ts';
import type { Gap } from './life.ts';
import type { DeviceView, OutageView } from './view.ts';

/** When the outages of these views begin. */
export const BEGAN = 1_000_000;

/** What a device showed as an outage began: that it ran on and told nothing, for what is not given. */
export function deviceView(deviceId: string, given: Partial<DeviceView> = {}): DeviceView {
  const blank = { mains: null, gateway: null, internet: null, dns: null, hub: null, lastLife: null };
  const more = { provider: null, ups: null, service: null, isInTest: false };
  return { deviceId, duty: 'always', ranOn: true, gap: null, isFresh: false, ...blank, ...more, ...given };
}

/** A device that did not run on; its gap began with the outage, for what is not given. */
export function goneView(deviceId: string, life: Gap['life'], given: Partial<DeviceView> = {}): DeviceView {
  const gap: Gap = { from: BEGAN, until: BEGAN + 600_000, life, stop: null, boot: null };
  return deviceView(deviceId, { ranOn: false, gap, isFresh: true, ...given });
}

/** A fact as it was stated at the start, or at another time. */
export function said(value: FactValue, at = BEGAN): { value: FactValue; at: number } {
  return { value, at };
}

/** Facts that were stated at the start. */
export function saidAll(facts: Partial<Record<FactName, FactValue>>): Partial<DeviceView> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([fact, value]) => (value === undefined ? [] : [[fact, said(value)]])),
  );
}

/** An outage of a site as the rules see it. */
export function viewWith(devices: DeviceView[], given: Partial<OutageView> = {}): OutageView {
  const until = BEGAN + 600_000;
  return {
    subject: 'site',
    from: BEGAN,
    until,
    isSilence: false,
    devices,
    isOpen: true,
    planned: [],
    chain: [],
    ...given,
  };
}
