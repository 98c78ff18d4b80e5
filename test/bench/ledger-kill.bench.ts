import type { BenchTable } from './table.ts';

/** Placeholder. */
export function run(): Promise<BenchTable[]> {
  return Promise.resolve([]);
}
