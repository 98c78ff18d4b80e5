import type { LineUse } from '../../lib/line-use.ts';
import type { Probe } from '../probe.ts';

/** Figures of the agent itself are told rarely: what they say moves slowly, and they cost bytes themselves. */
export const SELF_MS = 15 * 60_000;
const MEBIBYTE = 1_048_576;

/** What the agent itself uses: memory in whole mebibytes, and bytes on the line since its last figure. */
export function selfProbe(use: LineUse | undefined, memoryBytes: () => number): Probe {
  return {
    name: 'self',
    timeoutMs: 1_000,
    everyMs: SELF_MS,
    firstAfterMs: SELF_MS,
    facts: [],
    watchesNetwork: false,
    run: async () => {
      const memory = { 'agent.memory': Math.round(memoryBytes() / MEBIBYTE) * MEBIBYTE };
      const used = use?.take();
      return { metrics: used ? { ...memory, 'agent.sent': used.sent, 'agent.received': used.received } : memory };
    },
  };
}
