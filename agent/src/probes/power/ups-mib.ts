import type { Snmp, SnmpTarget, SnmpValue } from '../snmp/snmp.ts';
import { modelName, saneFigures, saneMains } from './sane.ts';
import type { PowerLook, PowerSource, PowerState } from './source.ts';

/** upsMIB objects (RFC 1628 § 4). */
const UPS = '1.3.6.1.2.1.33.1';
const OID = {
  maker: `${UPS}.1.1.0`,
  model: `${UPS}.1.2.0`,
  batteryStatus: `${UPS}.2.1.0`,
  minutes: `${UPS}.2.3.0`,
  charge: `${UPS}.2.4.0`,
  inputVolts: `${UPS}.3.3.1.3.1`,
  outputSource: `${UPS}.4.1.0`,
  load: `${UPS}.4.4.1.5.1`,
  alarms: `${UPS}.6.1.0`,
  test: `${UPS}.7.3.0`,
} as const;
/** Column of the alarm table that says which alarm it is. */
const ALARM_KIND = `${UPS}.6.2.1.2`;
const ALARM_BATTERY_BAD = `${UPS}.6.3.1`;
/** The card of the UPS does not hear the UPS: what it tells of it is what it was. */
const ALARM_COMMUNICATIONS_LOST = `${UPS}.6.3.20`;
const ALARM_TESTING = `${UPS}.6.3.24`;
/** A UPS has a handful of alarms at a time. */
const MAX_ALARMS = 32;

/** upsOutputSource. Booster and reducer mend the voltage of mains that are there. */
const ON_LINE = new Set<SnmpValue>([3, 4, 6, 7]);
const ON_BATTERY = 5;
/** upsBatteryStatus: low, depleted. */
const LOW = new Set<SnmpValue>([3, 4]);
/** upsTestResultsSummary. */
const TEST = { passed: 1, failed: 3, inProgress: 5 } as const;

/** A UPS with an SNMP card, by the standard UPS-MIB. */
export function upsMibSource(snmp: Snmp, locate: () => Promise<SnmpTarget | string>): PowerSource {
  return {
    name: 'snmp',
    look: async (signal) => {
      const target = await locate();
      if (typeof target === 'string') return { outcome: 'refused', detail: target };
      return await lookBySnmp(snmp, target, signal);
    },
  };
}

async function lookBySnmp(snmp: Snmp, target: SnmpTarget, signal: AbortSignal): Promise<PowerLook> {
  const answer = await snmp.get(target, Object.values(OID), signal);
  if (answer.outcome === 'silent')
    return {
      outcome: 'lost',
      detail: `no answer by SNMP (${answer.detail}): off, or another community`,
      isSaid: false,
    };
  if (answer.outcome === 'failed') return { outcome: 'lost', detail: `SNMP: ${answer.detail}`, isSaid: false };
  const { values } = answer;
  if (values[OID.outputSource] === null && values[OID.batteryStatus] === null) {
    return { outcome: 'refused', detail: 'it speaks SNMP but no UPS-MIB (RFC 1628); read it by NUT instead' };
  }
  const alarms =
    Number(values[OID.alarms] ?? 0) > 0 ? await snmp.walk(target, ALARM_KIND, MAX_ALARMS, signal) : undefined;
  // Alarms that are there and cannot be read may be the one that says that all the rest is old.
  if (alarms && alarms.outcome !== 'answered') {
    return { outcome: 'lost', detail: `no answer by SNMP for its alarms (${alarms.detail})`, isSaid: false };
  }
  const kinds = new Set(Object.values(alarms?.values ?? {}));
  if (kinds.has(ALARM_COMMUNICATIONS_LOST)) {
    return { outcome: 'lost', detail: 'its SNMP card lost the UPS', isSaid: true };
  }
  return { outcome: 'seen', state: upsMibState(values, kinds), count: 1 };
}

/** State by the objects of the MIB and the alarms that are present. */
export function upsMibState(
  values: Readonly<Record<string, SnmpValue>>,
  alarms: ReadonlySet<SnmpValue> = new Set(),
): PowerState {
  const number = (oid: string): number | undefined => {
    const value = values[oid];
    return typeof value === 'number' ? value : undefined;
  };
  const text = (oid: string): string | undefined => {
    const value = values[oid];
    return typeof value === 'string' ? value : undefined;
  };
  const [source = null, test = null] = [values[OID.outputSource], values[OID.test]];
  const isTesting = test === TEST.inProgress || alarms.has(ALARM_TESTING);
  const isLow = LOW.has(values[OID.batteryStatus] ?? null);
  const inputVolts = number(OID.inputVolts);
  const line = saneMains(
    {
      isOnLine: ON_LINE.has(source),
      isOnBattery: source === ON_BATTERY,
      test: isTesting ? 'short' : undefined,
      isLow,
    },
    inputVolts,
  );
  const minutes = number(OID.minutes);
  const raw = {
    charge: number(OID.charge),
    runtimeSeconds: minutes === undefined ? undefined : minutes * 60,
    load: number(OID.load),
    inputVolts,
  };
  return {
    ...line,
    ups: isLow ? 'low' : alarms.has(ALARM_BATTERY_BAD) ? 'replace' : 'ok',
    ...saneFigures(raw, line.mains),
    testResult: test === TEST.passed ? 'passed' : test === TEST.failed ? 'failed' : null,
    model: modelName(text(OID.maker), text(OID.model)),
    batteryDate: null,
  };
}
