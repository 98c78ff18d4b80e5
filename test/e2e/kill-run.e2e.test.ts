import { expect, it } from 'vitest';
import { killRun } from '../kit/kill-run.ts';

it('stores every journal entry exactly once, however agents and server are killed', async () => {
  const result = await killRun({ kills: 8, agents: 2, tickMs: 100, seed: 148 });
  expect(result).toMatchObject({ missing: 0, repeated: 0, incomplete: 0 });
  expect(result.agentKills + result.serverKills).toBe(8);
  expect(result.factsStored).toBeGreaterThan(100);
});
