import { doReadNumber, ReadingConfig } from 'read-vietnamese-number';
import { capitalised } from './texts.ts';

/** Words as northern official usage has them: `linh`, `tỷ`, `nghìn`. */
function officialWords(): ReadingConfig {
  const config = new ReadingConfig();
  config.oddText = 'linh';
  config.units = [[], ['nghìn'], ['triệu'], ['tỷ']];
  config.unit = ['đồng'];
  return config;
}

const WORDS = officialWords();

/**
 * An amount of whole đồng in words, as it stands beside its figure:
 * `Một tỷ không trăm linh năm triệu đồng`. Takes whole amounts that are not negative and are exact as a number.
 */
export function amountInWords(dong: number): string {
  if (!Number.isSafeInteger(dong) || dong < 0) throw new RangeError(`not an amount of đồng: ${dong}`);
  return capitalised(doReadNumber(String(dong), WORDS).normalize('NFC'));
}
