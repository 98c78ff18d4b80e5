/** A span of local hours: from the one, inclusive, until the other; over midnight where `from` is the later. */
export interface Hours {
  from: number;
  until: number;
}

/** Reads `22-5`: from ten in the evening until five in the morning. Undefined where it is no span. */
export function parseHours(text: string): Hours | undefined {
  const match = /^(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const [from, until] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || from > 23 || until > 24 || from === until) return undefined;
  return { from, until };
}

/** Whether an hour of the day (0 to 23) lies in the span. */
export function isWithin({ from, until }: Hours, hour: number): boolean {
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}
