import { consume } from '@lit/context';
import type { SpeedTest } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toast } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { page } from '../page-styles.ts';
import { MEGABYTE, minuteText, type SpeedField, speedRequest } from './speed-request.ts';

/** Where nothing was chosen yet: a small amount in the middle of the night. */
const USUAL: SpeedTest = { bytes: 5 * MEGABYTE, fromMinute: 60, untilMinute: 240 };

/** Whether, when and with how much the speed of lines is measured: an administrator changes it, everybody sees it. */
@customElement('ww-speed-setting')
export class SpeedSetting extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    field,
    page,
    css`
      .three {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(10rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ type: Boolean }) editable = false;
  @state() private isOn: boolean | undefined;
  readonly #setting = new RequestController<{ speed: SpeedTest | null }>(this);
  readonly #change = new RequestController<true>(this);
  readonly #form = new FormController<SpeedTest | null, SpeedField>(this, {
    isPending: () => this.#change.isPending,
    read: speedRequest,
    send: (speed) => this.#save(speed),
  });

  override willUpdate(): void {
    if (this.#setting.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { speed } = this.t;
    const { failure, value } = this.#setting;
    return html`<section class="section card" aria-labelledby="speed">
      <h2 id="speed">${speed.title}</h2>
      <p class="soft small">${speed.text}</p>
      ${
        failure
          ? html`<ww-failure
              retryable
              .description=${failureWords(failure, this.t, this.format)}
              @ww-retry=${this.#load}
            ></ww-failure>`
          : ''
      }
      ${value ? (this.editable ? this.#fields(value.speed) : html`<p>${this.#words(value.speed)}</p>`) : ''}
    </section>`;
  }

  #words(setting: SpeedTest | null): string {
    const { speed } = this.t;
    if (!setting) return speed.off;
    const amount = `${this.format.number(setting.bytes / MEGABYTE)} MB`;
    return speed.on(amount, minuteText(setting.fromMinute), minuteText(setting.untilMinute));
  }

  #fields(setting: SpeedTest | null): TemplateResult {
    const { speed, app } = this.t;
    const { failure, isPending } = this.#change;
    const isOn = this.isOn ?? setting !== null;
    return html`<form novalidate @submit=${this.#form.submit}>
      <label class="choice"
        ><input type="checkbox" name="enabled" .checked=${isOn} @change=${this.#onToggle} />${speed.enabled}</label
      >
      ${isOn ? this.#details(setting ?? USUAL) : ''}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions"><button aria-disabled=${isPending}>${app.save}</button></div>
    </form>`;
  }

  #details(setting: SpeedTest): TemplateResult {
    const { speed } = this.t;
    const mistake = (name: SpeedField): string => this.#form.words(name, speed.mistakes[name]);
    const time = (id: 'from' | 'until', minute: number): TemplateResult =>
      inputField({ id, label: speed[id], type: 'time', value: minuteText(minute), mistake: mistake(id) });
    return html`<div class="three">
      ${time('from', setting.fromMinute)} ${time('until', setting.untilMinute)}
      ${inputField({
        id: 'amount',
        label: speed.amount,
        value: String(setting.bytes / MEGABYTE).replace('.', ','),
        hint: speed.amountHint,
        maxLength: 5,
        mistake: mistake('amount'),
      })}
    </div>`;
  }

  readonly #onToggle = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.isOn = event.target.checked;
  };

  async #save(speed: SpeedTest | null): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.watching.saveSpeed(speed));
    if (!result?.ok) return;
    toast(this, this.t.speed.saved);
    await this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#setting.run(clock, (signal) => api.watching.speed(signal));
  };
}
