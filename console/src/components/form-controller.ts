import type { LitElement } from 'lit';

/** What a filled-in form asks for, or which mistakes are in it. */
export type FormReading<Value, Mistake> = { value: Value } | { wrong: ReadonlySet<Mistake> };

/** What one form does of its own. `Mistake` names what can be wrong: a field, or a kind of mistake in it. */
export interface FormPlan<Value, Mistake> {
  /** Whether the answer to the one before is still awaited: a second press does nothing then. */
  isPending(): boolean;
  read(data: FormData): FormReading<Value, Mistake>;
  /** Called with what was read, only where nothing is wrong. */
  send(value: Value): unknown;
}

/** What every form does at its submission: reads, marks the mistakes, leads to the first of them, or sends. */
export class FormController<Value, Mistake = string> {
  readonly #host: LitElement;
  readonly #plan: FormPlan<Value, Mistake>;
  #wrong: ReadonlySet<Mistake> = new Set();

  constructor(host: LitElement, plan: FormPlan<Value, Mistake>) {
    this.#host = host;
    this.#plan = plan;
  }

  /** The mistakes of the last submission. */
  get wrong(): ReadonlySet<Mistake> {
    return this.#wrong;
  }

  /** The words where the mistake was made, else none. */
  words(mistake: Mistake, words: string): string {
    return this.#wrong.has(mistake) ? words : '';
  }

  /** Marks mistakes that the server found; none takes the marks away. */
  mark(...mistakes: Mistake[]): void {
    this.#wrong = new Set(mistakes);
    this.#host.requestUpdate();
  }

  /** Listens to the form's `submit`. */
  readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#plan.isPending() || !(event.target instanceof HTMLFormElement)) return;
    const reading = this.#plan.read(new FormData(event.target));
    this.mark(...('wrong' in reading ? reading.wrong : []));
    if ('value' in reading) await this.#plan.send(reading.value);
    else await this.#focusFirstMistake();
  };

  async #focusFirstMistake(): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}
