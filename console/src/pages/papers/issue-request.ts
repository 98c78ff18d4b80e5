import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { isDate } from '../../components/ward-input.ts';

/** Fields of the issue of a document that can be wrong. */
export type IssueField = 'number' | 'issuedOn';

/** Number and day that the clerk gave the document. */
export interface IssueRequest {
  number: number;
  issuedOn: string;
}

const MOST_NUMBER = 99_999;

/** What the filled-in form asks for. `27` and `027` are the same number; a sign such as `27/TTr-UBND` is not needed. */
export function issueRequest(data: FormData): FormReading<IssueRequest, IssueField> {
  const wrong = new Set<IssueField>();
  const typed = readText(data, 'number').trim();
  const number = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
  const issuedOn = readText(data, 'issuedOn');
  if (!(number >= 1 && number <= MOST_NUMBER)) wrong.add('number');
  if (!isDate(issuedOn)) wrong.add('issuedOn');
  return wrong.size > 0 ? { wrong } : { value: { number, issuedOn } };
}
