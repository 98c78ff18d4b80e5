import { createSocket } from 'node:dgram';
import { silentLogger } from '@wardwatch/shared/lib';
import { afterEach, expect, test } from 'vitest';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { haveSnmpd, startSnmpd } from '../../testing/snmpd.ts';
import { startUpsSimulator } from '../../testing/ups-simulator.ts';
import { MAX_DATAGRAM_BYTES } from './guarded-socket.ts';
import { openSnmp } from './net-snmp.ts';
import type { SnmpTarget } from './snmp.ts';

const SYS_NAME = '1.3.6.1.2.1.1.5.0';
const CHARGE = '1.3.6.1.2.1.33.1.2.4.0';
const NOWHERE = '1.3.6.1.2.1.33.1.99.0';
const IF_OPER = '1.3.6.1.2.1.2.2.1.8';
const IF_IN = '1.3.6.1.2.1.31.1.1.1.6';

const snmp = openSnmp({ clock: systemClock(), stopwatch, log: silentLogger });
const never = new AbortController().signal;
const closers: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of closers.splice(0)) await one[Symbol.asyncDispose]();
});

async function simulator(): Promise<SnmpTarget & { device: Awaited<ReturnType<typeof startUpsSimulator>> }> {
  const device = await startUpsSimulator();
  closers.push(device);
  return { address: '127.0.0.1', port: device.port, community: device.community, device };
}

/** A device that answers every datagram with these bytes, made from the request. */
async function answering(answer: (request: Buffer) => Buffer): Promise<SnmpTarget> {
  const socket = createSocket('udp4');
  socket.on('message', (request, from) => socket.send(answer(request), from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closers.push({ [Symbol.asyncDispose]: () => new Promise((resolve) => void socket.close(() => resolve())) });
  return { address: '127.0.0.1', port: socket.address().port, community: 'bench' };
}

test('reads several values at once, and what the device does not have as null', async () => {
  const target = await simulator();
  const answer = await snmp.get(target, [SYS_NAME, CHARGE, NOWHERE], never);
  expect(answer).toMatchObject({
    outcome: 'answered',
    values: { [SYS_NAME]: 'ups.example', [CHARGE]: 100, [NOWHERE]: null },
  });
});

test('walks one column, and stops at its end and at the limit', async () => {
  const target = await simulator();
  const whole = await snmp.walk(target, IF_OPER, 32, never);
  expect(whole).toMatchObject({ outcome: 'answered', values: { [`${IF_OPER}.1`]: 1, [`${IF_OPER}.2`]: 2 } });
  expect(whole.outcome === 'answered' && Object.keys(whole.values)).toHaveLength(2);
  const one = await snmp.walk(target, IF_OPER, 1, never);
  expect(one.outcome === 'answered' && one.values).toEqual({ [`${IF_OPER}.1`]: 1 });
});

test('reads a counter of 64 bits', async () => {
  const target = await simulator();
  const ports = [1, 2].map((index) => ({ name: `${index}`, operStatus: 1, inOctets: 5e12 + index, outOctets: 0 }));
  target.device.set({ interfaces: ports });
  const answer = await snmp.walk(target, IF_IN, 32, never);
  expect(answer.outcome === 'answered' && answer.values).toEqual({
    [`${IF_IN}.1`]: 5_000_000_000_001,
    [`${IF_IN}.2`]: 5_000_000_000_002,
  });
});

test('hears nothing where the community is wrong, and nothing from a closed port', async () => {
  const target = await simulator();
  expect(await snmp.get({ ...target, community: 'other' }, [CHARGE], never)).toEqual({
    outcome: 'silent',
    detail: 'timeout',
  });
  await closers.pop()?.[Symbol.asyncDispose]();
  expect(await snmp.get(target, [CHARGE], never)).toEqual({ outcome: 'silent', detail: 'refused' });
});

test('ends at once when it is aborted', async () => {
  const target = await answering(() => Buffer.alloc(0));
  const controller = new AbortController();
  const asked = snmp.get(target, [CHARGE], controller.signal);
  controller.abort(new Error('stopped'));
  await expect(asked).rejects.toThrow('stopped');
  await expect(snmp.get(target, [CHARGE], controller.signal)).rejects.toThrow('stopped');
});

test.each<[string, (request: Buffer) => Buffer, string]>([
  ['garbage', () => Buffer.from('no SNMP at all'), 'answer is not SNMP'],
  ['an answer that is cut short', (request) => request.subarray(0, 20), 'answer is not SNMP'],
  ['an answer without end', () => Buffer.alloc(MAX_DATAGRAM_BYTES + 1, 0x30), 'answer too long'],
  // The request itself comes back: a request is no response.
  ['an echo', (request) => request, "Unknown PDU type '160' in response"],
])('survives %s', async (_what, answer, detail) => {
  expect(await snmp.get(await answering(answer), [CHARGE], never)).toEqual({ outcome: 'failed', detail });
});

test('refuses to ask for more than fits', async () => {
  const oids = Array.from({ length: 33 }, (_, index) => `1.3.6.1.2.1.1.${index}.0`);
  const target = { address: '127.0.0.1', port: 9, community: 'bench' };
  expect((await snmp.get(target, oids, never)).outcome).toBe('failed');
});

test.skipIf(!haveSnmpd())('reads the real snmpd of this system', async () => {
  const daemon = await startSnmpd({ name: 'bench.example', community: 'bench' });
  closers.push(daemon);
  const target = { address: '127.0.0.1', port: daemon.port, community: 'bench' };
  const answer = await snmp.get(target, [SYS_NAME, '1.3.6.1.2.1.1.3.0', NOWHERE], never);
  expect(answer).toMatchObject({ outcome: 'answered', values: { [SYS_NAME]: 'bench.example', [NOWHERE]: null } });
  const walk = await snmp.walk(target, '1.3.6.1.2.1.2.2.1.2', 64, never);
  expect(walk.outcome === 'answered' && Object.values(walk.values)).toContain('lo');
  expect((await snmp.get({ ...target, community: 'other' }, [SYS_NAME], never)).outcome).toBe('silent');
});
