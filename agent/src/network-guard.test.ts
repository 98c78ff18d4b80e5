import { expect, test } from 'vitest';
import { type NetworkInterface, parseForbidden } from './machine/forbidden.ts';
import { NetworkGuard } from './network-guard.ts';
import type { LinkEnd } from './uplink/link.ts';

const CLEAR: NetworkInterface[] = [{ name: 'eth0', isUp: true, addresses: ['192.0.2.10'] }];
const DUAL: NetworkInterface[] = [...CLEAR, { name: 'eth1', isUp: true, addresses: ['10.20.0.9'] }];

function guarded() {
  const parsed = parseForbidden(['10.20.0.0/16']);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const machine = { interfaces: CLEAR, signature: 'one', looks: 0 };
  const guard = new NetworkGuard({
    forbidden: parsed.forbidden,
    interfaces: () => {
      machine.looks += 1;
      return machine.interfaces;
    },
  });
  return { guard, machine };
}

test('looks when the network is another than before, and not at every tick', () => {
  const { guard, machine } = guarded();
  const signature = guard.watching(() => machine.signature);
  for (let tick = 0; tick < 5; tick++) expect(signature()).toBe('one');
  expect(machine.looks).toBe(1);
  const told: string[] = [];
  guard.whenTouched(({ code }) => told.push(code));
  machine.interfaces = DUAL;
  machine.signature = 'two';
  signature();
  expect(told).toEqual(['forbidden-network']);
});

test('opens no connection on a machine that touches a forbidden network, and tells once', () => {
  const { guard, machine } = guarded();
  const opened: string[] = [];
  const link = { send: () => undefined, bufferedBytes: 0, close: () => undefined, terminate: () => undefined };
  const open = guard.before(() => {
    opened.push('opened');
    return link;
  });
  const ends: LinkEnd[] = [];
  const events = { opened: () => undefined, text: () => undefined, closed: (end: LinkEnd) => ends.push(end) };
  expect(open(events)).toBe(link);
  machine.interfaces = DUAL;
  const told: unknown[] = [];
  guard.whenTouched((found) => told.push(found));
  open(events).send('anything');
  open(events).terminate();
  expect(opened).toEqual(['opened']);
  expect(ends).toEqual([{ code: 1006, reason: '' }]);
  expect(told).toHaveLength(1);
});

test('a cable that is pulled again does not hide what it touched', () => {
  const { guard, machine } = guarded();
  machine.interfaces = DUAL;
  expect(guard.look()?.message).toMatch(/10\.20\.0\.0\/16.*eth1/);
  machine.interfaces = CLEAR;
  expect(guard.look()).toMatchObject({ code: 'forbidden-network' });
  const late: unknown[] = [];
  guard.whenTouched((found) => late.push(found));
  expect(late).toHaveLength(1);
});
