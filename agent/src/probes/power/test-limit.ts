import type { PowerState } from './source.ts';

/**
 * What may be believed of a state. A UPS that says that it tests itself is believed that its mains are on for as long as
 * such a test may last: a flag that stays on longer is left over, and what the mains do is then unknown.
 *
 * @param sinceMono when this test was first seen; undefined outside of a test.
 */
export function believed(
  state: PowerState,
  sinceMono: number | undefined,
  mono: number,
): { state: PowerState; sinceMono: number | undefined } {
  if (!state.isTesting) return { state, sinceMono: undefined };
  const since = sinceMono ?? mono;
  const isTooLong = state.testLimitMs !== undefined && mono - since > state.testLimitMs;
  return { state: isTooLong ? { ...state, mains: 'unknown' } : state, sinceMono: since };
}
