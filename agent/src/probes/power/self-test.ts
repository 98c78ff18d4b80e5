import type { EventBody } from '../probe.ts';
import type { PowerState } from './source.ts';

/** What is known of the UPS's tests from the look before. */
export type TestMemory = Pick<PowerState, 'isTesting' | 'testResult'>;

/**
 * What a look tells of a test of the UPS by itself: that it began, and how it ended. One too short for any look is
 * told by its result, where that is another than before.
 */
export function followTest(before: TestMemory | undefined, now: TestMemory): EventBody | undefined {
  if (now.isTesting) return before?.isTesting ? undefined : event('started');
  if (before?.isTesting) return event(now.testResult ?? 'ended');
  // What the UPS says of a test long ago, heard for the first time, is no news.
  if (!before || now.testResult === null || now.testResult === before.testResult) return undefined;
  return event(now.testResult);
}

function event(result: 'started' | 'passed' | 'failed' | 'ended'): EventBody {
  return { kind: 'event', event: 'ups-test', result };
}
