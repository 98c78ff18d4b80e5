import { readIfThere, replaceFile } from '../../lib/files.ts';
import type { SpeedMemory } from './speed.ts';

/** Keeps in a file when the speed was measured last. One that cannot be read holds nothing: it is written anew. */
export function speedMemory(file: string): SpeedMemory {
  return {
    load: async () => {
      const at = Number.parseInt((await readIfThere(file)) ?? '', 10);
      return Number.isSafeInteger(at) ? at : undefined;
    },
    save: (at) => replaceFile(file, `${Math.round(at)}\n`),
  };
}
