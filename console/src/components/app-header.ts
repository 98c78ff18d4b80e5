import type { Person } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LANGUAGE_NAMES, LANGUAGES, locale } from '../i18n/language.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, field, text } from '../theme/shared-styles.ts';
import { THEME_CHOICES, type ThemeChoice } from '../theme/theme-choice.ts';
import { emit } from './emit.ts';
import { icon, type IconName } from './icons.ts';

/**
 * Head of every page: the product, where one can go, how it is shown, who is signed in. Sends `ww-language`,
 * `ww-theme` and `ww-sign-out`.
 */
@customElement('ww-app-header')
export class AppHeader extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      header {
        border-block-end: var(--hairline) solid var(--ww-line);
        background: var(--ww-surface);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-5);
        max-width: var(--page-width);
        margin-inline: auto;
        padding: var(--space-2) var(--space-4);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        color: var(--ww-text);
        font-weight: var(--weight-strong);
        text-decoration: none;
      }
      .brand .icon {
        width: 1.5rem;
        height: 1.5rem;
        color: var(--ww-accent);
      }
      nav ul {
        display: flex;
        flex-wrap: wrap;
      }
      nav {
        flex: 1 0 100%;
        min-width: 0;
        order: 2;
      }
      nav a {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        min-height: var(--target);
        /* Nine entries in Vietnamese fit one row of 1280 px. */
        padding-inline: calc(var(--space-2) * 0.75);
        font-size: var(--text-sm);
        white-space: nowrap;
        border-radius: var(--radius-sm);
        color: var(--ww-text-soft);
        font-weight: var(--weight-medium);
        text-decoration: none;
      }
      nav a:hover {
        background: var(--ww-hover);
        color: var(--ww-text);
      }
      nav a[aria-current='page'] {
        background: var(--ww-accent-soft);
        color: var(--ww-accent-strong);
      }
      details {
        position: relative;
        margin-inline-start: auto;
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        padding-inline: var(--space-3);
        border-radius: var(--radius-sm);
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
        cursor: pointer;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--ww-hover);
      }
      summary .name {
        max-width: 12rem;
        padding-inline-start: var(--space-1);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .panel {
        position: absolute;
        inset-inline-end: 0;
        z-index: 5;
        display: grid;
        gap: var(--space-4);
        width: max-content;
        max-width: min(20rem, calc(100vw - 2 * var(--space-4)));
        margin-block-start: var(--space-1);
        padding: var(--space-4);
        border: var(--hairline) solid var(--ww-line-strong);
        border-radius: var(--radius-md);
        background: var(--ww-surface);
      }
      .panel p {
        overflow-wrap: anywhere;
      }
      @media (width < 48rem) {
        .brand {
          order: 0;
        }
        details {
          order: 1;
        }
        /* More entries than a phone has room for: one row that scrolls, so that the page begins near the top. */
        nav ul {
          flex-wrap: nowrap;
          margin-inline: calc(-1 * var(--space-4));
          padding-inline: var(--space-4);
          overflow-x: auto;
          scrollbar-width: none;
        }
        nav li {
          flex: none;
        }
        nav a {
          display: grid;
          justify-items: center;
          align-content: start;
          gap: 0;
          max-width: 5.5rem;
          height: 100%;
          padding: var(--space-1) var(--space-2);
          font-size: var(--text-xs);
          line-height: var(--line-tight);
          text-align: center;
          white-space: normal;
        }
      }
    `,
  ];

  /** Address of the page shown. */
  @property() path = '/';
  @property({ attribute: false }) person: Person | null = null;
  @property() theme: ThemeChoice = 'system';

  override render(): TemplateResult {
    return html`<header>
      <div class="bar">
        <a class="brand" href="/">${icon('mark')}${this.t.app.name}</a>
        ${this.person ? this.#navigation(this.person) : ''} ${this.#settings()}
      </div>
    </header>`;
  }

  #navigation(person: Person): TemplateResult {
    const link = (href: string, label: string, picture: IconName): TemplateResult => {
      const isHere = this.path === href || (href !== '/' && this.path.startsWith(`${href}/`));
      return html`<li><a href=${href} aria-current=${isHere ? 'page' : 'false'}>${icon(picture)}${label}</a></li>`;
    };
    return html`<nav aria-label=${this.t.app.navigation}>
      <ul>
        ${link('/', this.t.app.board, 'board')} ${link('/ledger', this.t.ledger.title, 'ledger')}
        ${link('/readiness', this.t.readiness.title, 'target')} ${link('/reports', this.t.reports.title, 'compare')}
        ${link('/papers', this.t.papers.title, 'paper')} ${link('/inventory', this.t.inventory.title, 'hub')}
        ${link('/services', this.t.services.title, 'service')} ${link('/windows', this.t.windows.title, 'calendar')}
        ${person.role === 'admin' ? link('/enrol', this.t.app.enrol, 'plus') : ''}
      </ul>
    </nav>`;
  }

  #settings(): TemplateResult {
    const { app } = this.t;
    return html`<details @keydown=${this.#onKey} @focusout=${this.#onLeave}>
      <summary>
        <span class="unseen">${app.settings}:</span>
        <span class="name">${this.person ? this.person.name : LANGUAGE_NAMES[locale().language]}</span>${icon('down')}
      </summary>
      <div class="panel">
        ${this.person ? html`<p class="small"><span class="soft">${app.signedInAs}</span> ${this.person.name}</p>` : ''}
        ${this.#choice('language', app.language, LANGUAGES, (language) => LANGUAGE_NAMES[language], locale().language)}
        ${this.#choice('theme', app.theme, THEME_CHOICES, (theme) => app.themes[theme], this.theme)}
        ${
          this.person
            ? html`<button type="button" @click=${() => emit(this, 'ww-sign-out', {})}>${app.signOut}</button>`
            : ''
        }
      </div>
    </details>`;
  }

  #choice<Value extends string>(
    name: 'language' | 'theme',
    label: string,
    values: readonly Value[],
    words: (value: Value) => string,
    current: Value,
  ): TemplateResult {
    const onChange = (event: Event): void => {
      if (event.target instanceof HTMLSelectElement) emit(this, `ww-${name}`, { value: event.target.value });
    };
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select id=${name} @change=${onChange}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === current}>${words(value)}</option>`)}
      </select>
    </div>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !(event.currentTarget instanceof HTMLDetailsElement)) return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector('summary')?.focus();
  };

  readonly #onLeave = (event: FocusEvent): void => {
    const panel = event.currentTarget;
    if (!(panel instanceof HTMLDetailsElement) || !(event.relatedTarget instanceof Node)) return;
    if (!panel.contains(event.relatedTarget)) panel.open = false;
  };
}
