import { deadline, type ProbeContext } from '../probe.ts';
import { converse, type DaemonTarget } from './conversation.ts';
import { leadingNumber, saneFigures, saneMains, saneText } from './sane.ts';
import { LOOK_TIMEOUT_MS, type PowerLook, type PowerSource, type PowerState } from './source.ts';

/** Port of apcupsd's network information server. */
export const APCUPSD_PORT = 3_551;

/** Bits of STATFLAG, as apcupsd documents them for the status command. */
const FLAG = {
  calibration: 0x1,
  onLine: 0x8,
  onBattery: 0x10,
  batteryLow: 0x40,
  replaceBattery: 0x80,
  communicationLost: 0x100,
} as const;

/** A UPS by apcupsd's network information server: the command `status` over one short connection. */
export function apcupsdSource(context: ProbeContext, locate: () => Promise<DaemonTarget | string>): PowerSource {
  return {
    name: 'apcupsd',
    look: async (signal) => {
      const target = await locate();
      if (typeof target === 'string') return { outcome: 'refused', detail: target };
      const limit = deadline(context.clock, LOOK_TIMEOUT_MS, signal);
      try {
        const heard = await converse(target, limit.signal, (daemon) => daemon.ask(frame('status'), framesLength));
        if (heard.ok) return apcupsdLook(framesText(heard.bytes));
        if (heard.isRefused) return { outcome: 'absent' };
        return { outcome: 'lost', detail: `apcupsd: ${heard.detail}`, isSaid: false };
      } finally {
        limit.done();
      }
    },
  };
}

/** A message: its length in two bytes, then its text. */
function frame(text: string): Buffer {
  const bytes = Buffer.alloc(2 + text.length);
  bytes.writeUInt16BE(text.length);
  bytes.write(text, 2, 'latin1');
  return bytes;
}

/** Length of an answer: frames up to and with the empty one; undefined while it is not whole. */
function framesLength(received: Buffer): number | undefined {
  let at = 0;
  while (at + 2 <= received.length) {
    const length = received.readUInt16BE(at);
    at += 2 + length;
    if (length === 0) return at;
  }
  return undefined;
}

function framesText(bytes: Buffer): string {
  const parts: string[] = [];
  for (let at = 0; at + 2 <= bytes.length; at += 2 + bytes.readUInt16BE(at)) {
    parts.push(bytes.toString('utf8', at + 2, at + 2 + bytes.readUInt16BE(at)));
  }
  return parts.join('');
}

/** What the text of a status report says. */
export function apcupsdLook(text: string): PowerLook {
  const lines = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()]] : [];
  });
  const fields = new Map(lines);
  const hex = /^(?:0x)?([0-9a-f]{1,8})\b/i.exec(fields.get('STATFLAG') ?? '')?.[1];
  if (hex === undefined) return { outcome: 'lost', detail: 'apcupsd: an answer without STATFLAG', isSaid: false };
  const flags = Number.parseInt(hex, 16);
  // First of all: a UPS that is lost leaves its last figures standing, mains included.
  if (has(flags, FLAG.communicationLost)) return { outcome: 'lost', detail: 'COMMLOST', isSaid: true };
  return { outcome: 'seen', state: apcupsdState(flags, fields), count: 1 };
}

function has(flags: number, flag: number): boolean {
  return (flags & flag) !== 0;
}

function apcupsdState(flags: number, fields: ReadonlyMap<string, string>): PowerState {
  const number = (name: string): number | undefined => leadingNumber(fields.get(name));
  const [isOnLine, isOnBattery] = [has(flags, FLAG.onLine), has(flags, FLAG.onBattery)];
  const test = fields.get('SELFTEST') ?? '';
  // Why it went on battery last counts only while it is there.
  const isTransferForTest = isOnBattery && /self ?test/i.test(fields.get('LASTXFER') ?? '');
  const isShortTest = /^ip\b/i.test(test) || isTransferForTest;
  const testKind = has(flags, FLAG.calibration) ? 'calibration' : isShortTest ? 'short' : undefined;
  const isLow = has(flags, FLAG.batteryLow);
  const inputVolts = number('LINEV');
  const line = saneMains({ isOnLine, isOnBattery, test: testKind, isLow }, inputVolts);
  const minutes = number('TIMELEFT');
  const raw = {
    charge: number('BCHARGE'),
    runtimeSeconds: minutes === undefined ? undefined : minutes * 60,
    load: number('LOADPCT'),
    inputVolts,
  };
  return {
    ...line,
    ups: isLow ? 'low' : has(flags, FLAG.replaceBattery) ? 'replace' : 'ok',
    ...saneFigures(raw, line.mains),
    testResult: /^ok\b/i.test(test) ? 'passed' : /^(?:bt|ng)\b/i.test(test) ? 'failed' : null,
    model: saneText(fields.get('MODEL'), 120),
    batteryDate: saneText(fields.get('BATTDATE'), 40),
  };
}
