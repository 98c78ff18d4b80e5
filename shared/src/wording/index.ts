export { amountInWords } from './amount.ts';
export {
  dateParts,
  type DateParts,
  documentDate,
  documentDateTime,
  documentDuration,
  documentEnd,
  tableDate,
  tableDateTime,
  wholeMinutes,
} from './dates.ts';
export { fold } from './fold.ts';
export { documentCount, roman, vnMoney, vnNumber, vnPercent } from './numbers.ts';
export { capitalised, upper, vnList } from './texts.ts';
