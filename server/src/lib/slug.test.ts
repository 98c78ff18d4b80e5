import { expect, it } from 'vitest';
import { slugOf } from './slug.ts';

const free = (): boolean => false;

it('folds Vietnamese names', () => {
  expect(slugOf('Cổng dịch vụ công (Đà Nẵng)', free)).toBe('cong-dich-vu-cong-da-nang');
});

it('numbers a name that is taken', () => {
  const taken = new Set(['may-in', 'may-in-2']);
  expect(slugOf('Máy in', (id) => taken.has(id))).toBe('may-in-3');
});

it('has an id for a name without letters, and for a long one', () => {
  expect(slugOf('???', free)).toBe('muc');
  expect(slugOf('a'.repeat(200), free)).toHaveLength(36);
});
