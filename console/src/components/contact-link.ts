import { html, type TemplateResult } from 'lit';
import { icon } from './icons.ts';

/** A telephone number of Vietnam or abroad within a text: at least eight digits, with the usual marks between. */
const NUMBER = /\+?\d(?:[\s.-]?\d){7,14}/;

/** A contact with what stands before and after its telephone number. */
export interface ContactParts {
  before: string;
  number: string;
  after: string;
}

/** Finds the telephone number in a contact, or undefined where there is none. */
export function contactParts(contact: string): ContactParts | undefined {
  const found = NUMBER.exec(contact);
  if (!found) return undefined;
  const [number] = found;
  return { before: contact.slice(0, found.index), number, after: contact.slice(found.index + number.length) };
}

/** Whom to call: the number, where there is one, is a link that a phone dials. */
export function contactLink(contact: string): TemplateResult {
  const parts = contactParts(contact);
  if (!parts) return html`<span>${contact}</span>`;
  const { before, number, after } = parts;
  return html`<span
    >${before}<a class="tel" href="tel:${number.replaceAll(/[^\d+]/g, '')}">${icon('phone')}&nbsp;${number}</a
    >${after}</span
  >`;
}
