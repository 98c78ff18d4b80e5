import type { Logger } from '@wardwatch/shared/lib';
import { describeError } from '../../lib/errors.ts';
import { saneFigures } from './sane.ts';
import type { PowerLook, PowerSource, PowerState } from './source.ts';

/** SYSTEM_POWER_STATUS of the Windows API, as far as it matters. A USB UPS is a battery to Windows. */
export interface SystemPowerStatus {
  /** 0 on battery, 1 on mains, 255 unknown. */
  ACLineStatus: number;
  /** Bit 128: no battery; 255: unknown. */
  BatteryFlag: number;
  /** 0 to 100; 255 unknown. */
  BatteryLifePercent: number;
  /** Seconds; 0xFFFFFFFF unknown, or on mains. */
  BatteryLifeTime: number;
}

type ReadStatus = () => SystemPowerStatus | undefined;

/** Power on Windows. Without the optional library that reaches the system call it cannot be told: a hole. */
export function windowsPowerSource(log: Logger, load: () => Promise<ReadStatus> = loadSystemCall): PowerSource {
  let read: Promise<ReadStatus> | undefined;
  return {
    name: 'system',
    look: async () => {
      read ??= load().catch((error: unknown) => {
        log.warn('power-not-readable', { message: describeError(error) });
        return () => undefined;
      });
      return windowsPowerLook((await read)());
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

/** What the system call says. A machine without a battery states nothing; a UPS looks like a laptop's battery. */
export function windowsPowerLook(status: SystemPowerStatus | undefined): PowerLook {
  if (!status) return { outcome: 'refused', detail: 'the system does not tell' };
  if (status.BatteryFlag !== 255 && (status.BatteryFlag & 128) !== 0) return { outcome: 'absent' };
  const mains = mainsBy(status.ACLineStatus);
  const raw = { charge: status.BatteryLifePercent, runtimeSeconds: status.BatteryLifeTime };
  return {
    outcome: 'seen',
    count: 0,
    state: {
      mains,
      ups: null,
      ...saneFigures(raw, mains),
      isTesting: false,
      testResult: null,
      model: null,
      batteryDate: null,
    },
  };
}

function mainsBy(line: number): PowerState['mains'] {
  if (line === 1) return 'on';
  return line === 0 ? 'off' : 'unknown';
}
