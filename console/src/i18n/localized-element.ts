import { LitElement } from 'lit';
import type { Format } from './format.ts';
import { locale, onLanguageChange } from './language.ts';
import type { Messages } from './vi.ts';

/** An element that speaks the reader's language, and renders anew when it changes. */
export class LocalizedElement extends LitElement {
  #forget: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forget = onLanguageChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget?.();
  }

  /** The sentences of the language in use. */
  protected get t(): Messages {
    return locale().messages;
  }

  /** How the language in use writes numbers and times. */
  protected get format(): Format {
    return locale().format;
  }
}
