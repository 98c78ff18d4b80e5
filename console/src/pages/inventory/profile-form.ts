import type { ProfileRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { icon } from '../../components/icons.ts';
import { inputField } from '../../components/input-field.ts';
import { decimalText, moneyText } from '../../components/money.ts';
import '../../components/notices.ts';
import { textField } from '../../components/text-field.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import type { News } from './news.ts';
import { emptyProfile, MOST_CONTACTS, MOST_SUBSCRIPTIONS, profileRequest } from './profile-request.ts';
import { revisedNotice, revisedStyles } from './revised-notice.ts';

type Contact = ProfileRow['contacts'][number] | undefined;
type Subscription = ProfileRow['subscriptions'][number] | undefined;

/** Rows of a list in the form: each keeps its number, so that what is typed in it stays when another goes. */
type Rows = readonly number[];

/** The profile of a site as a person enters it. Sends `ww-submit` with a `ProfileRow`, and `ww-cancel`. */
@customElement('ww-profile-form')
export class ProfileForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    revisedStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .list {
        display: grid;
        gap: var(--space-4);
      }
      .list > .hint {
        margin-block-start: calc(-1 * var(--space-3));
      }
      fieldset {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
        border: var(--hairline) solid var(--ww-line);
        border-radius: var(--radius-md);
      }
      legend {
        padding-inline: var(--space-2);
        margin-inline-start: calc(-1 * var(--space-2));
        font-size: var(--text-sm);
      }
      fieldset > button,
      .list > button {
        justify-self: start;
      }
    `,
  ];

  /** What the fields show at first. */
  @property({ attribute: false }) row: ProfileRow = emptyProfile('');
  /** Providers in use, offered while one types. */
  @property({ attribute: false }) providers: readonly string[] = [];
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  /** Whether another site has the code. */
  @property({ type: Boolean }) taken = false;
  /** What somebody else saved meanwhile; undefined where nobody did. */
  @property({ attribute: false }) news: readonly News[] | 'gone' | undefined;
  @state() private contacts: Rows = [];
  @state() private subscriptions: Rows = [];
  #rowCount = 0;
  #firstSubscription = 0;
  readonly #form = new FormController<ProfileRow>(this, {
    isPending: () => this.pending,
    read: (data) => profileRequest(data, this.row),
    send: (row) => emit(this, 'ww-submit', row),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.contacts = this.row.contacts.map(() => this.#newRow());
    this.subscriptions = this.row.subscriptions.map(() => this.#newRow());
    this.#firstSubscription = this.contacts.length;
  }

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { inventory, app } = this.t;
    const { row } = this;
    return html`<form novalidate @submit=${this.#form.submit}>
      <div class="pair">
        ${inputField({
          id: 'code',
          label: inventory.code,
          value: row.code,
          hint: inventory.codeHint,
          maxLength: 24,
          mistake: this.taken ? inventory.mistakes.codeTaken : this.#words('code', inventory.mistakes.code),
        })}
        ${inputField({
          id: 'groupNumber',
          label: inventory.groupNumber,
          value: row.groupNumber === null ? '' : String(row.groupNumber),
          maxLength: 3,
          mistake: this.#words('groupNumber', inventory.mistakes.groupNumber),
        })}
      </div>
      ${inputField({
        id: 'address',
        label: inventory.address,
        value: row.address,
        maxLength: 400,
        mistake: this.#words('address', inventory.mistakes.address),
      })}
      ${this.#contacts()} ${this.#subscriptions()}
      ${textField({
        id: 'note',
        label: inventory.note,
        value: row.note,
        hint: inventory.notSecret,
        mistake: this.#words('note', inventory.mistakes.note),
      })}
      ${this.news ? revisedNotice(this.news, this.t) : ''}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${this.news ? inventory.saveOver : app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #words(name: string, words: string): string {
    return this.#form.words(name, words);
  }

  #newRow(): number {
    return this.#rowCount++;
  }

  #contacts(): TemplateResult {
    const { inventory } = this.t;
    const add = (): void => {
      const id = this.#newRow();
      this.contacts = [...this.contacts, id];
      void this.#focusOn(`#role-${id}`);
    };
    return html`<section class="list" aria-labelledby="contacts">
      <h3 id="contacts">${inventory.contacts}</h3>
      <p class="hint">${inventory.contactHint}</p>
      ${repeat(
        this.contacts,
        (id) => id,
        (id, index) => this.#contact(id, index, this.row.contacts[id]),
      )}
      ${
        this.contacts.length < MOST_CONTACTS
          ? html`<button id="add-contact" type="button" @click=${add}>${icon('plus')}${inventory.addContact}</button>`
          : ''
      }
    </section>`;
  }

  #contact(id: number, index: number, contact: Contact): TemplateResult {
    const { inventory } = this.t;
    const place = this.format.number(index + 1);
    const remove = (): void => {
      this.contacts = this.contacts.filter((row) => row !== id);
      void this.#focusOn('#add-contact');
    };
    return html`<fieldset>
      <legend>${inventory.contactNumber(place)}</legend>
      <div class="pair">
        ${this.#field('role', id, contact?.role ?? '', inventory.role, inventory.mistakes.role)}
        ${this.#field('contactName', id, contact?.name ?? '', inventory.contactName, inventory.mistakes.contactName)}
        ${this.#field('phone', id, contact?.phone ?? '', inventory.phone, inventory.mistakes.phone)}
      </div>
      <button type="button" class="plain" @click=${remove}>${inventory.removeContact(place)}</button>
    </fieldset>`;
  }

  #subscriptions(): TemplateResult {
    const { inventory } = this.t;
    const add = (): void => {
      const id = this.#newRow();
      this.subscriptions = [...this.subscriptions, id];
      void this.#focusOn(`#provider-${id}`);
    };
    return html`<section class="list" aria-labelledby="subscriptions">
      <h3 id="subscriptions">${inventory.subscriptions}</h3>
      ${repeat(
        this.subscriptions,
        (id) => id,
        (id, index) => this.#subscription(id, index, this.row.subscriptions[id - this.#firstSubscription]),
      )}
      ${
        this.subscriptions.length < MOST_SUBSCRIPTIONS
          ? html`<button id="add-subscription" type="button" @click=${add}>
              ${icon('plus')}${inventory.addSubscription}
            </button>`
          : ''
      }
    </section>`;
  }

  #subscription(id: number, index: number, one: Subscription): TemplateResult {
    const { inventory } = this.t;
    const { mistakes } = inventory;
    const place = this.format.number(index + 1);
    const remove = (): void => {
      this.subscriptions = this.subscriptions.filter((row) => row !== id);
      void this.#focusOn('#add-subscription');
    };
    const speed = one?.downMbps == null ? '' : decimalText(one.downMbps);
    return html`<fieldset>
      <legend>${inventory.subscriptionNumber(place)}</legend>
      <div class="pair">
        ${inputField({
          id: `provider-${id}`,
          label: inventory.provider,
          value: one?.provider ?? '',
          known: this.providers,
          mistake: this.#words(`provider-${id}`, mistakes.provider),
        })}
        ${this.#field('plan', id, one?.plan ?? '', inventory.plan, mistakes.plan)}
        ${this.#field('downMbps', id, speed, inventory.downMbps, mistakes.downMbps)}
        ${this.#field('monthlyFee', id, moneyText(one?.monthlyFee ?? null), inventory.monthlyFee, mistakes.monthlyFee, inventory.feeHint)}
        ${inputField({
          id: `paidUntil-${id}`,
          label: inventory.paidUntil,
          type: 'date',
          value: one?.paidUntil ?? '',
          mistake: this.#words(`paidUntil-${id}`, mistakes.paidUntil),
        })}
      </div>
      <label class="choice"
        ><input type="checkbox" name="isBackup-${id}" .checked=${one?.isBackup ?? false} />${inventory.isBackup}</label
      >
      <button type="button" class="plain" @click=${remove}>${inventory.removeSubscription(place)}</button>
    </fieldset>`;
  }

  #field(name: string, id: number, value: string, label: string, rule: string, hint = ''): TemplateResult {
    const fieldId = `${name}-${id}`;
    return inputField({ id: fieldId, label, value, hint, mistake: this.#words(fieldId, rule) });
  }

  /** The focus goes on with the row that came, or stays near the one that went. */
  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
