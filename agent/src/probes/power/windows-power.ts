import type { Logger } from '@wardwatch/shared/lib';
import { describeError } from '../../lib/errors.ts';
import type { FactReading, Probe, Reading } from '../probe.ts';

/** SYSTEM_POWER_STATUS of the Windows API, as far as it matters. A USB UPS is a battery to Windows. */
export interface SystemPowerStatus {
  /** 0 on battery, 1 on mains, 255 unknown. */
  ACLineStatus: number;
  /** Bit 128: no battery; 255: unknown. */
  BatteryFlag: number;
  /** 0 to 100; 255 unknown. */
  BatteryLifePercent: number;
}

type ReadStatus = () => SystemPowerStatus | undefined;

/** `mains` on Windows. Without the optional library that reaches the system call it cannot be told: a hole. */
export function windowsPowerProbe(log: Logger, load: () => Promise<ReadStatus> = loadSystemCall): Probe {
  let read: Promise<ReadStatus> | undefined;
  return {
    name: 'power',
    timeoutMs: 3_000,
    facts: ['mains'],
    watchesNetwork: false,
    run: async () => {
      read ??= load().catch((error: unknown) => {
        log.warn('power-not-readable', { message: describeError(error) });
        return () => undefined;
      });
      return windowsPowerReading((await read)());
    },
  };
}

async function loadSystemCall(): Promise<ReadStatus> {
  const { default: koffi } = await import('koffi');
  koffi.struct('SYSTEM_POWER_STATUS', {
    ACLineStatus: 'uint8_t',
    BatteryFlag: 'uint8_t',
    BatteryLifePercent: 'uint8_t',
    SystemStatusFlag: 'uint8_t',
    BatteryLifeTime: 'uint32_t',
    BatteryFullLifeTime: 'uint32_t',
  });
  const call = koffi.load('kernel32.dll').func('int __stdcall GetSystemPowerStatus(_Out_ SYSTEM_POWER_STATUS *status)');
  return () => {
    const status = {};
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the library fills in the structure declared above
    return call(status) ? (status as SystemPowerStatus) : undefined;
  };
}

/** What the system call says. A machine without a battery states nothing. */
export function windowsPowerReading(status: SystemPowerStatus | undefined): Reading {
  if (!status) return { facts: { mains: { value: null, detail: 'the system does not tell' } } };
  if (status.BatteryFlag !== 255 && (status.BatteryFlag & 128) !== 0) return {};
  const metrics = status.BatteryLifePercent <= 100 ? { 'battery.charge': status.BatteryLifePercent } : {};
  return { facts: { mains: mains(status.ACLineStatus) }, metrics };
}

function mains(line: number): FactReading {
  if (line === 1) return { value: 'on' };
  if (line === 0) return { value: 'off', detail: 'on battery' };
  return { value: null, detail: 'the system does not tell' };
}
