import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { DiskSpool } from './disk-spool.ts';
import { MemorySpool } from './memory-spool.ts';
import { describeSpool } from './spool.contract.ts';

let epochs = 0;
const newEpoch = (): string => `epoch-${String(++epochs).padStart(6, '0')}`;

describeSpool({
  name: 'memory spool',
  create: async (bounds) => {
    const spool = new MemorySpool({ newEpoch, bounds });
    return { spool, remove: () => spool[Symbol.asyncDispose]() };
  },
});

describeSpool({
  name: 'disk spool',
  create: async (bounds) => {
    const parent = await mkdtemp(path.join(tmpdir(), 'spool-'));
    const folder = path.join(parent, 'spool');
    const spool = await DiskSpool.open({ folder, bounds, newEpoch, log: silentLogger, segmentBytes: 4_096 });
    return {
      spool,
      remove: async () => {
        await spool[Symbol.asyncDispose]();
        await rm(parent, { recursive: true, force: true });
      },
    };
  },
});
