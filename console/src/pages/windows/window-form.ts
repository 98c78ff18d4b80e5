import type { SaveWindowRequest, SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { siteChoices, siteChoiceStyles } from '../../components/site-choices.ts';
import { inputInstant, inputText } from '../../components/ward-input.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { SCOPE_KINDS, type ScopeKind, type WindowField, windowRequest } from './window-request.ts';

const MINUTE_MS = 60_000;

/** A planned window as a person enters it. Sends `ww-submit` with a `SaveWindowRequest`, and `ww-cancel`. */
@customElement('ww-window-form')
export class WindowForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    siteChoiceStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  /** The server's time when the form was opened, UTC milliseconds. */
  @property({ type: Number }) openedAt = 0;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private scope: ScopeKind = 'sites';
  @state() private isWeekly = false;
  @state() private isLate = false;
  readonly #form = new FormController<SaveWindowRequest, WindowField>(this, {
    isPending: () => this.pending,
    read: windowRequest,
    send: (request) => emit(this, 'ww-submit', request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('select')?.focus();
  }

  override render(): TemplateResult {
    const { windows, app } = this.t;
    return html`<form novalidate @submit=${this.#form.submit}>
      <div class="pair">
        ${choiceField({
          id: 'kind',
          label: windows.kind,
          options: [
            ['power-cut', windows.kinds['power-cut']],
            ['maintenance', windows.kinds.maintenance],
          ],
          chosen: 'power-cut',
          onChoose: () => undefined,
        })}
        ${choiceField({
          id: 'scope',
          label: windows.scope,
          options: SCOPE_KINDS.map((kind) => [kind, windows.scopes[kind]]),
          chosen: this.scope,
          onChoose: (value) => (this.scope = SCOPE_KINDS.find((kind) => kind === value) ?? 'sites'),
        })}
      </div>
      ${this.#scopeFields()} ${this.#times()}
      ${inputField({ id: 'reason', label: windows.reason, mistake: this.#mistake('reason') })}
      ${inputField({ id: 'source', label: windows.source, hint: windows.sourceHint, maxLength: 200 })}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${windows.add}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #mistake(name: WindowField): string {
    return this.#form.words(name, this.t.windows.mistakes[name]);
  }

  #scopeFields(): TemplateResult | '' {
    const { windows } = this.t;
    if (this.scope === 'all') return '';
    if (this.scope === 'sites') {
      return siteChoices({ legend: windows.sites, sites: this.sites, mistake: this.#mistake('sites') });
    }
    const { scope } = this;
    const known = [...new Set(this.sites.flatMap((site) => site[scope] ?? []))].toSorted();
    return inputField({ id: 'named', label: windows.scopes[scope], mistake: this.#mistake('named'), known });
  }

  #times(): TemplateResult {
    const { windows } = this.t;
    const start = inputText(Math.ceil(this.openedAt / MINUTE_MS) * MINUTE_MS).slice(0, -3);
    return html`<div class="pair">
        ${inputField({
          id: 'from',
          label: windows.from,
          type: 'datetime-local',
          value: start,
          hint: this.isLate ? windows.lateHint : '',
          mistake: this.#mistake('from'),
          onInput: (typed) => (this.isLate = (inputInstant(typed) ?? this.openedAt) < this.openedAt),
        })}
        ${inputField({
          id: 'until',
          label: windows.until,
          type: 'datetime-local',
          value: start,
          mistake: this.#mistake('until'),
        })}
      </div>
      <div class="field">
        <label class="choice"
          ><input
            type="checkbox"
            name="weekly"
            aria-invalid=${this.#form.wrong.has('weekly')}
            aria-describedby="weekly-mistake"
            @change=${this.#onWeekly}
          />${windows.weekly}</label
        >
        <span class="mistake" id="weekly-mistake">${this.#mistake('weekly')}</span>
      </div>
      ${this.isWeekly ? this.#repeatField() : ''}`;
  }

  #repeatField(): TemplateResult {
    const label = this.t.windows.repeatUntil;
    return inputField({ id: 'repeatUntil', label, type: 'date', mistake: this.#mistake('repeatUntil') });
  }

  readonly #onWeekly = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.isWeekly = event.target.checked;
  };
}
