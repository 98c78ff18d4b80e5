import { type SaveWatchedRequest, WATCHED_KINDS, type WatchedRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type WatchedField, watchedRequest } from './watched-request.ts';

/** A device to watch from an agent, as a person enters it. Sends `ww-submit` with a `SaveWatchedRequest`, and `ww-cancel`. */
@customElement('ww-watched-form')
export class WatchedForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .choice > span {
        display: grid;
      }
    `,
  ];

  /** What is changed; undefined for a new one. What the fields show at first. */
  @property({ attribute: false }) row: WatchedRow | undefined;
  @property() watcherId = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<SaveWatchedRequest, WatchedField>(this, {
    isPending: () => this.pending,
    read: (data) => watchedRequest(data, this.watcherId, this.row),
    send: (request) => emit(this, 'ww-submit', request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { watched, app } = this.t;
    const { row } = this;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({ id: 'name', label: watched.name, value: row?.name ?? '', mistake: this.#mistake('name') })}
      ${choiceField({
        id: 'kind',
        label: watched.kind,
        options: WATCHED_KINDS.map((kind) => [kind, watched.kinds[kind]]),
        chosen: row?.kind ?? 'switch',
        onChoose: () => undefined,
      })}
      <div class="pair">
        ${inputField({
          id: 'host',
          label: watched.host,
          value: row?.host ?? '',
          maxLength: 253,
          mistake: this.#mistake('host'),
        })}
        ${inputField({
          id: 'port',
          label: watched.port,
          value: row?.port == null ? '' : String(row.port),
          maxLength: 5,
          mistake: this.#mistake('port'),
        })}
      </div>
      ${this.#snmp()} ${row ? this.#choice('isActive', row.isActive, watched.isActive, '', '') : ''}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #snmp(): TemplateResult {
    const { watched } = this.t;
    const hasSnmp = this.row?.hasSnmp ?? false;
    return html`${inputField({
      id: 'community',
      label: watched.community,
      hint: hasSnmp ? watched.communityKept : watched.communityHint,
      maxLength: 64,
      mistake: this.#mistake('community'),
    })}
    ${hasSnmp ? this.#choice('communityEnd', false, watched.communityEnd, '', '') : ''}
    ${this.#choice('isUps', this.row?.isUps ?? false, watched.isUps, watched.isUpsHint, this.#mistake('ups'))}`;
  }

  #choice(name: string, isChosen: boolean, label: string, hint: string, mistake: string): TemplateResult {
    return html`<div class="field">
      <label class="choice">
        <input
          type="checkbox"
          name=${name}
          .checked=${isChosen}
          aria-invalid=${mistake !== ''}
          aria-describedby="${name}-mistake"
        />
        <span>${label}${hint === '' ? '' : html`<span class="hint">${hint}</span>`}</span>
      </label>
      <span class="mistake" id="${name}-mistake">${mistake}</span>
    </div>`;
  }

  #mistake(name: WatchedField): string {
    return this.#form.words(name, this.t.watched.mistakes[name]);
  }
}
