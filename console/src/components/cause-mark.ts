import type { Cause, Confidence, LedgerRow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';
import { icon, type IconName } from './icons.ts';

/** How sure a cause is: an officer's word stands above what the rules say. */
export type Surety = Confidence | 'officer';

/** The cause that counts, and how sure it is. */
export function causeOf(row: Pick<LedgerRow, 'confirmed' | 'suggested'>): { cause: Cause; surety: Surety } {
  if (row.confirmed) return { cause: row.confirmed.cause, surety: 'officer' };
  return { cause: row.suggested.cause, surety: row.suggested.confidence };
}

const PICTURES: Readonly<Record<Surety, IconName>> = {
  officer: 'check',
  confirmed: 'sure',
  probable: 'half',
  undetermined: 'state-unknown',
};

/** A cause with how sure it is: words, and a shape for each degree. */
@customElement('ww-cause-mark')
export class CauseMark extends LocalizedElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
      b {
        font-weight: var(--weight-medium);
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        color: var(--ww-text-soft);
        font-size: var(--text-xs);
        white-space: nowrap;
      }
      .icon {
        width: 1em;
        height: 1em;
      }
    `,
  ];

  @property() cause: Cause = 'undetermined';
  @property() surety: Surety = 'undetermined';

  override render(): TemplateResult {
    const { ledger } = this.t;
    if (this.cause === 'undetermined' && this.surety === 'undetermined')
      return html`<b>${ledger.causes.undetermined}</b>`;
    const words = this.surety === 'officer' ? ledger.byOfficer : ledger.confidences[this.surety];
    return html`<b>${ledger.causes[this.cause]}</b> <span>${icon(PICTURES[this.surety])}${words}</span>`;
  }
}
