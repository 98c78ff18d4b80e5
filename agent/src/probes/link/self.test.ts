import { expect, test } from 'vitest';
import { LineUse } from '../../lib/line-use.ts';
import { selfProbe } from './self.ts';

test('tells memory in whole mebibytes, and the bytes on the line once', async () => {
  const use = new LineUse();
  use.take = () => ({ sent: 12, received: 34 });
  const { metrics } = await selfProbe(use, () => 50.4 * 1_048_576).run(new AbortController().signal);
  expect(metrics).toEqual({ 'agent.memory': 50 * 1_048_576, 'agent.sent': 12, 'agent.received': 34 });
});

test('without a line of its own it tells memory alone', async () => {
  const { metrics } = await selfProbe(undefined, () => 1_048_576).run(new AbortController().signal);
  expect(metrics).toEqual({ 'agent.memory': 1_048_576 });
});
