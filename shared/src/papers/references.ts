import type { LocalDate, PaperKind, Reference } from '../model/index.ts';
import { documentDate } from '../wording/index.ts';

/** References that a document of a kind rests on: compared with the original, in force on its day, oldest first. */
export function basesFor(references: readonly Reference[], kind: PaperKind, day: LocalDate): Reference[] {
  return citable(references, kind)
    .filter((one) => one.checked !== null && isInForce(one, day))
    .toSorted((a, b) => rank(a) - rank(b) || ((a.issuedOn ?? '') < (b.issuedOn ?? '') ? -1 : 1));
}

/** References that would be cited, had a person compared them with the original. */
export function uncheckedFor(references: readonly Reference[], kind: PaperKind, day: LocalDate): Reference[] {
  return citable(references, kind).filter((one) => one.checked === null && isInForce(one, day));
}

/** The first citation of a document: type, number, date, issuer and subject; a law has no number. */
export function citedInFull({ type, number, issuedOn, issuer, subject }: Reference): string {
  const dated = issuedOn === null ? '' : ` ${documentDate(issuedOn)}`;
  if (isLaw({ type })) return `${type} ${subject}${dated}`;
  return `${type}${number === null ? '' : ` số ${number}`}${dated} của ${issuer} ${subject}`;
}

/** A later citation: type and number; a law by its name. */
export function citedAgain({ type, number, subject }: Reference): string {
  return isLaw({ type }) || number === null ? `${type} ${subject}` : `${type} số ${number}`;
}

function citable(references: readonly Reference[], kind: PaperKind): Reference[] {
  return references.filter(({ citedIn }) => citedIn.some((one) => one === kind));
}

function isInForce({ effectiveFrom, effectiveUntil, issuedOn }: Reference, day: LocalDate): boolean {
  const from = effectiveFrom ?? issuedOn;
  return (from === null || from <= day) && (effectiveUntil === null || day < effectiveUntil);
}

function isLaw({ type }: Pick<Reference, 'type'>): boolean {
  return type === 'Luật' || type === 'Bộ luật';
}

/** Laws come before decrees, decrees before decisions, and so on. */
function rank({ type }: Reference): number {
  const place = ['Luật', 'Bộ luật', 'Nghị quyết', 'Nghị định', 'Quyết định', 'Thông tư'].indexOf(type);
  return place === -1 ? 99 : place;
}
