export { DiskSpool, type DiskSpoolOptions } from './disk-spool.ts';
export { MemorySpool } from './memory-spool.ts';
export type { Appended, BatchLimits, Spool, SpoolBatch, SpoolBounds, SpoolStats } from './spool.ts';
