import { silentLogger } from '@wardwatch/shared/lib';
import { afterEach, expect, test } from 'vitest';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { eventually } from '../../testing/daemon.ts';
import { startFakeDaemon } from '../../testing/fake-daemon.ts';
import { haveNut, startNut } from '../../testing/nut.ts';
import { freeTcpPort } from '../../testing/ports.ts';
import { nutSource, nutState, type NutTarget } from './nut.ts';
import type { PowerLook } from './source.ts';

const context = { clock: systemClock(), stopwatch, log: silentLogger };
const closers: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of closers.splice(0)) await one[Symbol.asyncDispose]();
});

function look(target: Omit<NutTarget, 'address'>, signal = new AbortController().signal): Promise<PowerLook> {
  return nutSource(context, async () => ({ address: '127.0.0.1', ...target })).look(signal);
}

/** Waits until the real daemon says so: it reads its driver in its own time. */
function until(what: string, target: Omit<NutTarget, 'address'>, holds: (look: PowerLook) => boolean) {
  return eventually(what, async () => {
    const now = await look(target);
    return holds(now) && now;
  });
}

const isMains =
  (mains: string, ups: string) =>
  (now: PowerLook): boolean =>
    now.outcome === 'seen' && now.state.mains === mains && now.state.ups === ups;

test.skipIf(!haveNut())(
  'follows a real upsd through a whole cut, and a driver and a daemon that die',
  async () => {
    const bench = await startNut({ maxAge: 5 });
    closers.push(bench);
    const target = { port: bench.port };
    const first = await until('it is on line', target, isMains('on', 'ok'));
    expect(first).toEqual({
      outcome: 'seen',
      count: 1,
      state: {
        mains: 'on',
        ups: 'ok',
        charge: 100,
        runtimeSeconds: 1_320,
        load: 20,
        inputVolts: 223,
        isTesting: false,
        testResult: null,
        model: 'Example Line 1000',
        batteryDate: '2025-03-01',
      },
    });
    await bench.set({
      'ups.status': 'OB DISCHRG',
      'battery.charge': 60,
      'battery.runtime': 640,
      'input.voltage': '0.0',
    });
    const off = await until('it is on battery', target, isMains('off', 'ok'));
    expect(off).toMatchObject({ state: { charge: 60, runtimeSeconds: 640, inputVolts: 0 } });
    // Some drivers say it in this order.
    await bench.set({ 'ups.status': 'LB OB DISCHRG', 'battery.charge': 12 });
    await until('its battery is low', target, isMains('off', 'low'));
    await bench.set({ 'ups.status': 'OL CHRG', 'battery.charge': 20, 'input.voltage': '219.5' });
    await until('mains are back', target, isMains('on', 'ok'));
    await bench.killDriver();
    const lost = await until('the driver is missed', target, (now) => now.outcome === 'lost');
    expect(lost).toEqual({
      outcome: 'lost',
      detail: expect.stringMatching(/DRIVER-NOT-CONNECTED|DATA-STALE/),
      isSaid: true,
    });
    await bench.startDriver();
    await until('the driver is back', target, isMains('on', 'ok'));
    bench.upsd.signal('SIGSTOP');
    const hung = await look(target, AbortSignal.timeout(300));
    expect(hung).toEqual({ outcome: 'lost', detail: 'upsd: no answer in time', isSaid: false });
    await bench.upsd.kill();
    expect(await look(target)).toEqual({ outcome: 'absent' });
  },
  30_000,
);

test.skipIf(!haveNut())(
  'takes the first of two real UPSs unless one is named, and tells how many',
  async () => {
    const bench = await startNut({ upses: { left: { 'battery.charge': 81 }, right: { 'battery.charge': 82 } } });
    closers.push(bench);
    const right = await until('the second is read', { port: bench.port, ups: 'right' }, isMains('on', 'ok'));
    expect(right).toMatchObject({ count: 2, state: { charge: 82 } });
    const login = { user: 'agent', password: 'bench' };
    const first = await until('the first is read', { port: bench.port, login }, isMains('on', 'ok'));
    expect(first).toMatchObject({ count: 2, state: { charge: 81 } });
    const none = await look({ port: bench.port, ups: 'middle' });
    expect(none).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('left, right') });
  },
  30_000,
);

/** An upsd that wants a name and a password before anything else, as other servers of the protocol do. */
function strict(password: string) {
  let isIn = false;
  return startFakeDaemon((socket, piece) => {
    for (const line of piece.toString().trim().split('\n')) {
      if (line.startsWith('USERNAME')) socket.write('OK\n');
      else if (line.startsWith('PASSWORD')) {
        isIn = line === `PASSWORD "${password}"`;
        socket.write(isIn ? 'OK\n' : 'ERR INVALID-PASSWORD\n');
      } else if (!isIn) socket.write('ERR ACCESS-DENIED\n');
      else if (line === 'LIST UPS') socket.write('BEGIN LIST UPS\nUPS a "b"\nEND LIST UPS\n');
      else socket.write('BEGIN LIST VAR a\nVAR a ups.status "OB"\nEND LIST VAR a\n');
    }
  });
}

test('says what to do where a password is wanted, and gives it', async () => {
  const daemon = await strict('a "quoted" \\word');
  closers.push(daemon);
  expect(await look({ port: daemon.port })).toEqual({
    outcome: 'refused',
    detail: 'upsd refuses (ACCESS-DENIED); give a user of upsd.users in the option ups: nut://USER:PASSWORD@HOST',
  });
  const wrong = await look({ port: daemon.port, login: { user: 'agent', password: 'x' } });
  expect(wrong).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('check name and password') });
  expect(daemon.received()).not.toContain('LOGIN');
});

test('quotes what it sends as the protocol asks', async () => {
  const daemon = await strict('a \\"quoted\\" \\\\word');
  closers.push(daemon);
  const login = { user: 'agent', password: 'a "quoted" \\word' };
  expect(await look({ port: daemon.port, login })).toMatchObject({ outcome: 'seen', state: { mains: 'off' } });
});

test.each<[string, (write: (text: string) => void, end: () => void) => void, string]>([
  ['garbage', (write) => write('HTTP/1.1 400 Bad Request\n'), 'upsd: an answer that is not NUT'],
  ['an answer that breaks off', (write, end) => (write('BEGIN LIST UPS\nUPS a'), end()), 'upsd: closed the connection'],
  ['an answer without end', (write) => write(`BEGIN LIST UPS\n${'x'.repeat(70_000)}`), 'upsd: answer too long'],
  ['a daemon that hangs up', (_write, end) => end(), 'upsd: closed the connection'],
])('takes %s for a lost UPS, and never for a cut', async (_what, answer, detail) => {
  const daemon = await startFakeDaemon((socket) =>
    answer(
      (text) => socket.write(text),
      () => socket.end(),
    ),
  );
  closers.push(daemon);
  expect(await look({ port: daemon.port })).toEqual({ outcome: 'lost', detail, isSaid: false });
});

test('reads an answer that comes byte by byte', async () => {
  const answers = [
    'BEGIN LIST UPS\nUPS a "b"\nEND LIST UPS\n',
    'BEGIN LIST VAR a\nVAR a ups.status "OL"\nEND LIST VAR a\n',
  ];
  const daemon = await startFakeDaemon((socket) => {
    socket.setNoDelay(true);
    for (const byte of answers.shift() ?? '') socket.write(byte);
  });
  closers.push(daemon);
  expect(await look({ port: daemon.port })).toMatchObject({ outcome: 'seen', state: { mains: 'on' } });
});

test('a daemon without a UPS, and no daemon, are nothing', async () => {
  const daemon = await startFakeDaemon((socket) => socket.write('BEGIN LIST UPS\nEND LIST UPS\n'));
  closers.push(daemon);
  expect(await look({ port: daemon.port })).toEqual({ outcome: 'absent' });
  expect(await look({ port: await freeTcpPort() })).toEqual({ outcome: 'absent' });
});

test.each([
  ['DATA-STALE', { outcome: 'lost', detail: 'DATA-STALE', isSaid: true }],
  ['DRIVER-NOT-CONNECTED', { outcome: 'lost', detail: 'DRIVER-NOT-CONNECTED', isSaid: true }],
])('reads the error %s as a UPS that its driver lost', async (code, expected) => {
  const answers = ['BEGIN LIST UPS\nUPS a "b"\nEND LIST UPS\n', `ERR ${code}\n`];
  const daemon = await startFakeDaemon((socket) => socket.write(answers.shift() ?? ''));
  closers.push(daemon);
  expect(await look({ port: daemon.port })).toEqual(expected);
});

test('repeats nothing of an error but its code, and no more of a name than fits', async () => {
  const errors = ['ERR BAD\u0001\u001B[31mCODE and more\n', `ERR ${'A'.repeat(300)}\n`];
  const details = [];
  for (const error of errors) {
    const daemon = await startFakeDaemon((socket) => socket.write(error));
    closers.push(daemon);
    details.push(await look({ port: daemon.port }));
  }
  expect(details).toEqual([
    { outcome: 'refused', detail: expect.stringMatching(/^upsd refuses \(BAD\); give a user/) },
    { outcome: 'lost', detail: 'upsd: an answer that is not NUT', isSaid: false },
  ]);
  const named = await startFakeDaemon((socket) =>
    socket.write(`BEGIN LIST UPS\nUPS "a\u001B[31m" "b"\nUPS ${'n'.repeat(200)} "c"\nEND LIST UPS\n`),
  );
  closers.push(named);
  const unknown = await look({ port: named.port, ups: 'middle' });
  expect(unknown).toMatchObject({ outcome: 'refused', detail: expect.stringMatching(/^\P{Cc}{1,180}$/u) });
});

const state = (variables: Record<string, string>) => nutState(new Map(Object.entries(variables)));

test.each([
  ['OL', 'on', 'ok'],
  ['OL CHRG', 'on', 'ok'],
  ['OL LB CHRG', 'on', 'low'],
  ['OL RB', 'on', 'replace'],
  ['OL BOOST', 'on', 'ok'],
  ['BYPASS', 'on', 'ok'],
  ['OB DISCHRG', 'off', 'ok'],
  ['FSD OB LB', 'off', 'low'],
  ['OFF', 'unknown', 'ok'],
  ['ALARM', 'unknown', 'ok'],
  ['OL OB', 'unknown', 'ok'],
])('status %s says mains %s and UPS %s', (status, mains, ups) => {
  expect(state({ 'ups.status': status })).toMatchObject({ mains, ups });
});

test('a driver that starts says nothing yet', () => {
  expect([state({ 'ups.status': 'WAIT' }), state({ 'ups.status': '' }), state({})]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a test is no cut, and a cut within a test is one', () => {
  const testing = { 'ups.status': 'OB DISCHRG', 'ups.test.result': 'In progress' };
  expect(state({ ...testing, 'input.voltage': '221' })).toMatchObject({ mains: 'on', isTesting: true });
  expect(state({ 'ups.status': 'OB CAL' })).toMatchObject({ mains: 'on', isTesting: true });
  expect(state({ ...testing, 'input.voltage': '0.0' })).toMatchObject({ mains: 'off', isTesting: true });
  for (const status of ['OB LB', 'OB FSD', 'OB CAL LB']) {
    expect(state({ ...testing, 'ups.status': status })).toMatchObject({ mains: 'off', ups: 'low' });
  }
});

test.each([
  ['Done and passed', 'passed'],
  ['Done and error', 'failed'],
  ['Battery bad', 'failed'],
  ['Aborted', null],
  ['No test initiated', null],
])('reads the test result "%s"', (text, result) => {
  expect(state({ 'ups.status': 'OL', 'ups.test.result': text })?.testResult).toBe(result);
});
