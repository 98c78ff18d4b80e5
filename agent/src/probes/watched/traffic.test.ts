import { expect, test } from 'vitest';
import { type PortCounters, trafficBetween } from './traffic.ts';

const seen = (mono: number, ports: Record<string, [number, number]>, bits: 32 | 64 = 64): PortCounters => ({
  mono,
  bits,
  ports: new Map(Object.entries(ports).map(([index, [inward, outward]]) => [index, { in: inward, out: outward }])),
});

test('sums the ports that were up at both looks', () => {
  const before = seen(0, { 1: [1_000, 0], 2: [0, 500], 3: [7, 7] });
  const now = seen(10_000, { 1: [2_000, 100], 2: [500, 500], 4: [9_999, 9_999] });
  expect(trafficBetween(before, now)).toEqual({ in: 150, out: 10 });
});

test('a counter of 32 bits that went back has wrapped', () => {
  const wrapped = trafficBetween(seen(0, { 1: [2 ** 32 - 100, 0] }, 32), seen(1_000, { 1: [400, 0] }, 32));
  expect(wrapped).toEqual({ in: 500, out: 0 });
});

test('a counter of 64 bits that went back was cleared, and tells nothing', () => {
  expect(trafficBetween(seen(0, { 1: [9_000, 0] }), seen(1_000, { 1: [400, 0] }))).toBeUndefined();
});

test('nothing is compared across another width, or within no time', () => {
  expect(trafficBetween(seen(0, { 1: [1, 1] }, 32), seen(1_000, { 1: [2, 2] }, 64))).toBeUndefined();
  expect(trafficBetween(seen(5, { 1: [1, 1] }), seen(5, { 1: [2, 2] }))).toBeUndefined();
});

test('a counter that jumps farther than any line carries is broken, and its port is left out', () => {
  const before = seen(0, { 1: [1e12, 0], 2: [0, 0] });
  expect(trafficBetween(before, seen(60_000, { 1: [2 ** 63, 0], 2: [6_000, 0] }))).toEqual({ in: 100, out: 0 });
  expect(trafficBetween(seen(0, { 1: [1e12, 0] }), seen(60_000, { 1: [2 ** 63, 0] }))).toBeUndefined();
  const many = Object.fromEntries(Array.from({ length: 4 }, (_, port) => [port, [2e10 * 60, 0] as [number, number]]));
  const none = Object.fromEntries(Object.keys(many).map((port) => [port, [0, 0] as [number, number]]));
  expect(trafficBetween(seen(0, none), seen(60_000, many))).toBeUndefined();
});
