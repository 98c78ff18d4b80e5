import type { ReactiveController } from 'lit';

/** Calls back when the colours change, for pictures that are painted rather than styled. */
export class ThemeController implements ReactiveController {
  readonly #onChange: () => void;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #observer: MutationObserver;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#observer = new MutationObserver(onChange);
  }

  hostConnected(): void {
    this.#system.addEventListener('change', this.#onChange);
    this.#observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  hostDisconnected(): void {
    this.#system.removeEventListener('change', this.#onChange);
    this.#observer.disconnect();
  }
}
