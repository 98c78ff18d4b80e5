/** Digits alone, or in groups of three with the same sign between all of them: a dot, a comma or a blank. */
const AMOUNT = /^(?:\d{1,15}|\d{1,3}(?:([., \u00a0])\d{3})(?:\1\d{3})*)$/;

/** What may stand behind an amount. */
const UNIT = /\s*(?:đồng|đ|₫|vnd)$/iu;

/**
 * Whole đồng as people write them: `1.234.567`, `1234567`, `1 234 567 đồng`. NaN for anything else, a minus and a
 * fraction included: an amount that is guessed is worse than one that is asked for again.
 */
export function readMoney(text: string): number {
  const amount = text.normalize('NFC').trim().replace(UNIT, '');
  return AMOUNT.test(amount) ? Number(amount.replaceAll(/\D/g, '')) : Number.NaN;
}

/** The amount as a field shows it, in groups of three with dots; empty where there is none. */
export function moneyText(dong: number | null): string {
  return dong === null ? '' : String(dong).replaceAll(/\B(?=(?:\d{3})+$)/g, '.');
}

/** A quantity or a rate with a decimal comma or dot: `2`, `2,5`. NaN for anything else. */
export function readDecimal(text: string): number {
  const figure = text.trim();
  return /^\d{1,9}(?:[.,]\d{1,3})?$/.test(figure) ? Number(figure.replace(',', '.')) : Number.NaN;
}

/** A figure as a field shows it, with a decimal comma. */
export function decimalText(figure: number): string {
  return String(figure).replace('.', ',');
}
