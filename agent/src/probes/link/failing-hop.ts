/** Whether something answers; undefined where that is not known. */
type Answers = boolean | undefined;

/** What answers on the way out, nearest first. */
export interface Hops {
  gateway: Answers;
  /** The provider's first router. */
  provider: Answers;
}

/**
 * Where a line that reaches nothing fails, for a reader: the first word is the hop. Undefined where nothing tells.
 * What answers behind a hop proves the hop, whatever the hop itself says.
 */
export function failingHop({ gateway, provider }: Hops): string | undefined {
  if (provider === true) return 'beyond the provider';
  if (gateway === false) return 'gateway';
  if (gateway === undefined) return undefined;
  return provider === false ? 'provider' : 'beyond the gateway';
}
