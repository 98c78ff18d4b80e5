import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { FakeClock } from '@wardwatch/shared/lib';
import { startSystem } from '../kit/system.ts';
import { type AgentStory, replayStep, replayTruth, STEP_MS, storiesFor } from './ledger-replay.ts';
import { settle } from './ledger-ward.ts';

/**
 * Replays a simulated month into the store of a folder, step by step, with the server running on it. Killed at any
 * moment it goes on with the step that was not finished, as agents do: what is not acknowledged is sent again.
 */
const [folder = '', seed = '1'] = process.argv.slice(2);
const progressFile = join(folder, 'step');
const truth = replayTruth(Number(seed));
const stories: readonly AgentStory[] = storiesFor(truth);
let from = Number(await readFile(progressFile, 'utf8'));

const clock = new FakeClock({ wall: from });
await using system = await startSystem({ dataFolder: folder, clock });
const { store } = system.server;
let isFirst = true;
while (from < truth.period.until) {
  const step = { from, until: Math.min(from + STEP_MS, truth.period.until) };
  clock.stepWall(step.until - clock.now());
  await store.ledger.serverAlive(step.until, Infinity);
  await replayStep(store, stories, step, isFirst);
  await settle({ system, clock });
  await writeFile(progressFile, String(step.until));
  ({ until: from } = step);
  isFirst = false;
}
const { rows } = await store.ledger.rows({ limit: 100_000, offset: 0 });
await writeFile(join(folder, 'rows.json'), JSON.stringify(rows));
