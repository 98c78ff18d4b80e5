const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });
const PERCENT = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 0, maximumFractionDigits: 2 });

/** A number as documents write it, at most two decimals: `1.234.567,5`. */
export function vnNumber(value: number): string {
  return NUMBER.format(value);
}

/**
 * A share of 0 to 1 as documents write it: `99,52%`, without a blank. Rounding never turns something into everything:
 * 0.99999 is `99,99%`.
 */
export function vnPercent(share: number): string {
  const percent = share * 100;
  const rounded = Math.round(percent * 100) / 100;
  const honest = rounded >= 100 && percent < 100 ? 99.99 : rounded;
  return `${PERCENT.format(honest)}%`;
}

/** Whole đồng as documents write them: `1.234.567 đồng`. */
export function vnMoney(dong: number): string {
  return `${vnNumber(dong)} đồng`;
}

/** A count in running text: one digit gets a leading zero (`03`), larger ones are grouped. */
export function documentCount(count: number): string {
  return Number.isInteger(count) && count > 0 && count < 10 ? `0${count}` : vnNumber(count);
}

const ROMAN: readonly [number, string][] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** A Roman numeral for 1 to 39: quarters, sections, annexes. */
export function roman(value: number): string {
  const step = ROMAN.find(([worth]) => worth <= value);
  return step ? step[1] + roman(value - step[0]) : '';
}
