/** A number as a table shows it. A percentage is its share: `99,52%` is 0.9952. */
export interface WrittenNumber {
  value: number;
  decimals: number;
  isPercent: boolean;
}

/** Groups of three with dots, a decimal comma, a percent sign: `1.234.567`, `2,5`, `99,52%`. No leading zeros: `03` is a text. */
const WRITTEN = /^(-?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*))(?:,(\d+))?(%?)$/;

/** The number that a Vietnamese text is; undefined where it is none. */
export function writtenNumber(text: string): WrittenNumber | undefined {
  const [, whole, fraction = '', percent] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const isPercent = percent === '%';
  const digits = `${whole.replaceAll('.', '')}.${fraction === '' ? '0' : fraction}`;
  // Moving the point within the text keeps the value exact where dividing would not: 99.52 / 100 is not 0.9952.
  return { value: Number(isPercent ? `${digits}e-2` : digits), decimals: fraction.length, isPercent };
}
