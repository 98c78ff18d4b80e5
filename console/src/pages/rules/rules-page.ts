import type { LedgerRules } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { toast } from '../../components/emit.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import { RULE_FIGURES } from './rule-figures.ts';
import './rules-form.ts';

/** The figures that outages are judged by: an administrator changes them, everybody sees them. */
@customElement('ww-rules-page')
export class RulesPage extends PageElement {
  static override styles = [
    base,
    text,
    card,
    page,
    css`
      dl {
        display: grid;
        gap: var(--space-4);
      }
      dt {
        font-weight: var(--weight-medium);
      }
      dd + dd {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
    `,
  ];

  readonly #rules = new RequestController<LedgerRules>(this);
  readonly #change = new RequestController<LedgerRules>(this);

  override willUpdate(): void {
    if (this.#rules.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { rules } = this.t;
    return html`<div class="page narrow">
      <header>
        <h1 tabindex="-1">${rules.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft">${rules.intro} ${this.isAdmin ? '' : rules.viewerText}</p>
      ${this.requested(
        this.#rules,
        this.#load,
        (value) => html`<div class="card">${this.isAdmin ? this.#form(value) : this.#values(value)}</div>`,
      )}
    </div>`;
  }

  #values(value: LedgerRules): TemplateResult {
    const { figures } = this.t.rules;
    return html`<dl>
      ${RULE_FIGURES.map(
        ({ name }) =>
          html`<div>
            <dt>${figures[name].name}</dt>
            <dd>${this.format.duration(value[name])}</dd>
            <dd>${figures[name].means}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #form(value: LedgerRules): TemplateResult {
    const { failure } = this.#change;
    return html`<ww-rules-form
      .rules=${value}
      .pending=${this.#change.isPending}
      .failure=${failure ? this.failureWords(failure) : ''}
      @ww-submit=${(event: CustomEvent<LedgerRules>) => this.#save(event.detail)}
    ></ww-rules-form>`;
  }

  async #save(rules: LedgerRules): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.ledger.saveRules(rules));
    if (result?.ok) toast(this, this.t.rules.saved);
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#rules.run(clock, (signal) => api.ledger.rules(signal));
  };
}
