import type { PriceRow, SiteRow } from '@wardwatch/shared/api';
import type { BudgetLine } from '@wardwatch/shared/model';
import { DEFAULT_CRITERIA } from '@wardwatch/shared/readiness';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import { decimalText, moneyText } from '../../components/money.ts';
import '../../components/notices.ts';
import { siteChoices, siteChoiceStyles } from '../../components/site-choices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type LineField, lineOf, lineRequest } from './line-request.ts';

const PHASES = ['1', '2', '3', '4', '5'] as const;

/** A line of a budget as a person enters it. Sends `ww-submit` with a `BudgetLine`, and `ww-cancel`. */
@customElement('ww-line-form')
export class LineForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    siteChoiceStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  /** What the fields show at first. */
  @property({ attribute: false }) line: BudgetLine | undefined;
  /** Whether the line is not in the budget yet: it may be made of an item of the list. */
  @property({ type: Boolean }) fresh = false;
  @property({ attribute: false }) prices: readonly PriceRow[] = [];
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private made: BudgetLine | undefined;
  readonly #form = new FormController<BudgetLine, LineField>(this, {
    isPending: () => this.pending,
    read: (data) =>
      lineRequest(data, this.#shown, {
        siteIds: this.sites.map(({ id }) => id),
        criteria: DEFAULT_CRITERIA.map(({ id }) => id),
      }),
    send: (line) => emit(this, 'ww-submit', line),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('select, input')?.focus();
  }

  override render(): TemplateResult {
    const { budget, app } = this.t;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.fresh ? this.#fromList() : ''} ${this.#what()} ${this.#cost()} ${this.#proof()}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${this.fresh ? budget.add : app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  get #shown(): BudgetLine {
    return this.made ?? this.line ?? lineOf('1', undefined);
  }

  get #item(): PriceRow | undefined {
    return this.prices.find(({ id }) => id === this.#shown.priceId);
  }

  #words(name: LineField): string {
    return this.#form.words(name, this.t.budget.mistakes[name]);
  }

  #fromList(): TemplateResult {
    const { budget } = this.t;
    return choiceField({
      id: 'priceId',
      label: budget.fromList,
      options: [['', budget.ownItem], ...this.prices.map(({ id, name }) => [id, `${id} ${name}`] as const)],
      chosen: this.#shown.priceId ?? '',
      onChoose: (value) => {
        this.made = lineOf(
          this.#shown.id,
          this.prices.find(({ id }) => id === value),
        );
      },
    });
  }

  #what(): TemplateResult {
    const { budget } = this.t;
    const line = this.#shown;
    return html`${inputField({ id: 'name', label: budget.name, value: line.name, mistake: this.#words('name') })}
      ${inputField({
        id: 'specs',
        label: budget.specs,
        value: line.specs,
        hint: budget.specsHint,
        maxLength: 400,
        mistake: this.#words('specs'),
      })}
      <div class="pair">
        ${inputField({ id: 'unit', label: budget.unit, value: line.unit, mistake: this.#words('unit') })}
        ${inputField({
          id: 'quantity',
          label: budget.quantity,
          value: decimalText(line.quantity),
          maxLength: 12,
          mistake: this.#words('quantity'),
        })}
      </div>`;
  }

  #cost(): TemplateResult {
    const { budget } = this.t;
    const line = this.#shown;
    const range = this.#item?.hint;
    const figure = (dong: number): string => this.format.number(dong, 0);
    const usual = range ? ` ${budget.hint(figure(range.low), figure(range.high))}` : '';
    return html`<div class="pair">
        ${inputField({
          id: 'unitPrice',
          label: budget.unitPrice,
          value: moneyText(line.unitPrice),
          hint: `${budget.moneyHint}.${usual}`,
          maxLength: 24,
          mistake: this.#words('unitPrice'),
        })}
        ${inputField({
          id: 'vatPercent',
          label: budget.vatPercent,
          value: decimalText(line.vatPercent),
          maxLength: 5,
          mistake: this.#words('vatPercent'),
        })}
      </div>
      ${inputField({
        id: 'priceBasis',
        label: budget.priceBasis,
        value: line.priceBasis,
        hint: budget.priceBasisHint,
        maxLength: 400,
        mistake: this.#words('priceBasis'),
      })}
      <div class="pair">
        ${choiceField({
          id: 'kind',
          label: budget.kind,
          options: [
            ['one-off', budget.kinds['one-off']],
            ['recurrent', budget.kinds.recurrent],
          ],
          chosen: line.kind,
          onChoose: () => undefined,
        })}
        ${choiceField({
          id: 'phase',
          label: budget.phase,
          options: PHASES.map((phase) => [phase, budget.phaseNamed(phase)]),
          chosen: String(line.phase),
          onChoose: () => undefined,
        })}
      </div>`;
  }

  #proof(): TemplateResult {
    const { budget } = this.t;
    const line = this.#shown;
    return html`${siteChoices({ legend: budget.sites, sites: this.sites, chosen: line.siteIds, mistake: '' })}
      <fieldset class="field">
        <legend>${budget.criteria}</legend>
        <div class="sites">
          ${DEFAULT_CRITERIA.map(
            ({ id, name }) =>
              html`<label class="choice"
                ><input type="checkbox" name="criteria" .value=${id} .checked=${line.criteria.includes(id)} />${id}
                ${name}</label
              >`,
          )}
        </div>
      </fieldset>
      ${inputField({
        id: 'statements',
        label: budget.statements,
        value: line.statements.join(', '),
        hint: budget.statementsHint,
        maxLength: 200,
        mistake: this.#words('statements'),
      })}
      ${inputField({
        id: 'outageIds',
        label: budget.outages,
        value: line.outageIds.join(', '),
        hint: budget.outagesHint,
        maxLength: 1_000,
        mistake: this.#words('outageIds'),
      })}`;
  }
}
