import { silentLogger } from '@wardwatch/shared/lib';
import { afterEach, expect, test } from 'vitest';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { haveApcupsd, startApcupsd } from '../../testing/apcupsd.ts';
import { eventually } from '../../testing/daemon.ts';
import { startFakeDaemon } from '../../testing/fake-daemon.ts';
import { freeTcpPort } from '../../testing/ports.ts';
import { startUpsSimulator } from '../../testing/ups-simulator.ts';
import { apcupsdLook, apcupsdSource } from './apcupsd.ts';
import type { PowerLook } from './source.ts';

const context = { clock: systemClock(), stopwatch, log: silentLogger };
const closers: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of closers.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

function look(port: number, signal = new AbortController().signal): Promise<PowerLook> {
  return apcupsdSource(context, async () => ({ address: '127.0.0.1', port })).look(signal);
}

/** A report as apcupsd words it, with some lines in place of others. */
function report(changes: Record<string, string> = {}): string {
  const lines: Record<string, string> = {
    APC: '001,036,0879',
    MODEL: 'Example-UPS 1000',
    STATUS: 'ONLINE',
    LINEV: '223.0 Volts',
    LOADPCT: '17.0 Percent',
    BCHARGE: '100.0 Percent',
    TIMELEFT: '42.0 Minutes',
    SELFTEST: 'NO',
    BATTDATE: '2025-03-01',
    STATFLAG: '0x05000008',
    ...changes,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name.padEnd(9)}: ${value}\n`)
    .join('');
}

const frames = (text: string): Buffer =>
  Buffer.concat([
    ...text
      .split(/(?<=\n)/)
      .map((line) => Buffer.concat([Buffer.from([0, Buffer.byteLength(line)]), Buffer.from(line)])),
    Buffer.from([0, 0]),
  ]);

test('reads a report, in minutes as seconds, and without the units', () => {
  expect(apcupsdLook(report())).toEqual({
    outcome: 'seen',
    count: 1,
    state: {
      mains: 'on',
      ups: 'ok',
      charge: 100,
      runtimeSeconds: 2_520,
      load: 17,
      inputVolts: 223,
      isTesting: false,
      testResult: null,
      model: 'Example-UPS 1000',
      batteryDate: '2025-03-01',
    },
  });
});

test.each<[string, Record<string, string>, object]>([
  ['on battery', { STATFLAG: '0x05060010', LINEV: '0.0 Volts' }, { mains: 'off', ups: 'ok', inputVolts: 0 }],
  ['on a low battery', { STATFLAG: '0x05260050' }, { mains: 'off', ups: 'low' }],
  // Its text says that it shuts down; its flags say that mains are back.
  ['back on mains in words of before', { STATUS: 'SHUTTING DOWN', STATFLAG: '0x05200208' }, { mains: 'on', ups: 'ok' }],
  ['with a battery to replace', { STATFLAG: '0x05000088' }, { mains: 'on', ups: 'replace' }],
  ['in a calibration', { STATFLAG: '0x05000011', LINEV: '222.0 Volts' }, { mains: 'on', isTesting: true }],
  ['in a self-test', { STATFLAG: '0x05000010', SELFTEST: 'IP' }, { mains: 'on', isTesting: true }],
  [
    'on battery for a self-test',
    { STATFLAG: '0x05000010', LASTXFER: 'Automatic or explicit self test' },
    { mains: 'on', isTesting: true },
  ],
  ['long after a self-test', { LASTXFER: 'Automatic or explicit self test' }, { mains: 'on', isTesting: false }],
  ['after a test that passed', { SELFTEST: 'OK' }, { testResult: 'passed' }],
  ['after a test that failed', { SELFTEST: 'BT' }, { testResult: 'failed' }],
  ['neither on line nor on battery', { STATFLAG: '0x05000000' }, { mains: 'unknown' }],
])('reads a UPS %s', (_what, changes, state) => {
  expect(apcupsdLook(report(changes))).toMatchObject({ outcome: 'seen', state });
});

test('a UPS that is lost is lost, whatever its last figures say', () => {
  const gone = apcupsdLook(report({ STATUS: 'COMMLOST', STATFLAG: '0x05000108' }));
  expect(gone).toEqual({ outcome: 'lost', detail: 'COMMLOST', isSaid: true });
});

test('a report without flags proves nothing', () => {
  expect(apcupsdLook('STATUS   : ONLINE\n')).toMatchObject({ outcome: 'lost', isSaid: false });
});

test('reads frames that come in pieces', async () => {
  const daemon = await startFakeDaemon((socket) => {
    socket.setNoDelay(true);
    const bytes = frames(report());
    for (let at = 0; at < bytes.length; at += 7) socket.write(bytes.subarray(at, at + 7));
  });
  closers.push(daemon);
  expect(await look(daemon.port)).toMatchObject({ outcome: 'seen', state: { mains: 'on', charge: 100 } });
  expect(daemon.received()).toBe('\0\u0006status');
});

test.each<[string, Buffer, string]>([
  ['garbage', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'apcupsd: no answer in time'],
  ['a frame that breaks off', frames(report()).subarray(0, 40), 'apcupsd: no answer in time'],
  ['silence', Buffer.alloc(0), 'apcupsd: no answer in time'],
  ['frames without end', Buffer.alloc(70_000, 1), 'apcupsd: answer too long'],
])('takes %s for a lost UPS, and never for a cut', async (_what, bytes, detail) => {
  const daemon = await startFakeDaemon((socket) => socket.write(bytes));
  closers.push(daemon);
  expect(await look(daemon.port, AbortSignal.timeout(200))).toEqual({ outcome: 'lost', detail, isSaid: false });
});

test('no daemon is nothing', async () => {
  expect(await look(await freeTcpPort())).toEqual({ outcome: 'absent' });
});

test.skipIf(!haveApcupsd())(
  'follows the real apcupsd through a cut and the loss of its UPS',
  async () => {
    const ups = await startUpsSimulator();
    closers.push(ups);
    const daemon = await startApcupsd(ups);
    closers.push(daemon);
    const until = (what: string, expected: (now: PowerLook) => boolean): Promise<PowerLook> =>
      eventually(what, async () => {
        const now = await look(daemon.port);
        return expected(now) && now;
      });
    const isMains = (mains: string) => (now: PowerLook) => now.outcome === 'seen' && now.state.mains === mains;
    const first = await until('it is on line', isMains('on'));
    expect(first).toMatchObject({
      state: { ups: 'ok', charge: 100, runtimeSeconds: 2_520, load: 17, inputVolts: 223 },
    });
    ups.set({ outputSource: 5, inputVolts: 0, charge: 40, minutesRemaining: 9, secondsOnBattery: 60 });
    await until('it is on battery', isMains('off'));
    ups.set({ outputSource: 3, inputVolts: 221, secondsOnBattery: 0 });
    await until('mains are back', isMains('on'));
    ups.silence(true);
    const lost = await until('its UPS is missed', (now) => now.outcome === 'lost');
    expect(lost).toEqual({ outcome: 'lost', detail: 'COMMLOST', isSaid: true });
  },
  60_000,
);
