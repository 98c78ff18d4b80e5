import type { Field } from '@wardwatch/shared/collects';
import { keysOf } from '@wardwatch/shared/lib';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '../../components/icons.ts';
import { RequestController } from '../../data/request-controller.ts';
import * as english from '../../i18n/en/collects.ts';
import { type Language, locale } from '../../i18n/language.ts';
import * as vietnamese from '../../i18n/vi/collects.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import { collectedGroups } from './collected-groups.ts';

/** Loaded with this page alone: nobody else needs a sentence for each field. */
const WORDS: Readonly<Record<Language, typeof english>> = { vi: vietnamese, en: english };

/** What the agent collects, field by field, as the server itself lists it; open to everybody. */
@customElement('ww-collects-page')
export class CollectsPage extends PageElement {
  static override styles = [
    base,
    text,
    card,
    page,
    css`
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
        gap: var(--space-5);
      }
      .lists > section {
        align-content: start;
      }
      .marked li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-3);
        padding-block: var(--space-1);
      }
      .marked .icon {
        margin-block-start: 0.2em;
        color: var(--ww-text-soft);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-3);
        min-height: var(--target);
        cursor: pointer;
      }
      details[open] summary {
        margin-block-end: var(--space-2);
      }
      .fields > div {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 3fr);
        gap: 0 var(--space-5);
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      .fields dt {
        order: 1;
        color: var(--ww-text-soft);
        font-family: var(--font-code);
        font-size: var(--text-xs);
        overflow-wrap: anywhere;
      }
      .fields dd {
        overflow-wrap: anywhere;
      }
      @media (width < 40rem) {
        .fields > div {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  readonly #list = new RequestController<{ fields: Field[] }>(this);

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { collects } = this.t;
    return html`<div class="page">
      <header><h1 tabindex="-1">${collects.title}</h1></header>
      <p class="narrow">${collects.intro}</p>
      <div class="lists">
        ${this.#marked('never', collects.neverTitle, collects.never)}
        ${this.#marked('also', collects.alsoTitle, [...collects.also, collects.removal])}
      </div>
      ${this.requested(this.#list, this.#load, ({ fields }) => this.#groups(fields))}
    </div>`;
  }

  #marked(id: string, title: string, lines: readonly string[]): TemplateResult {
    return html`<section class="section card" aria-labelledby=${id}>
      <h2 id=${id}>${title}</h2>
      <ul class="marked">
        ${lines.map((line) => html`<li>${icon(id === 'never' ? 'close' : 'shield')}<span>${line}</span></li>`)}
      </ul>
    </section>`;
  }

  #groups(fields: readonly Field[]): TemplateResult {
    const words = WORDS[locale().language];
    const found = collectedGroups(fields);
    return html`${keysOf(words.groups).flatMap((name) => {
      const inGroup = found.get(name);
      if (!inGroup) return [];
      const { title, means } = words.groups[name];
      const count = this.t.collects.count(this.format.number(inGroup.length));
      return [
        html`<details class="card" open>
          <summary>
            <h2>${title}</h2>
            <span class="soft small">${count}. ${means}</span>
          </summary>
          <dl class="fields">${inGroup.map((field) => this.#field(field, words.sentences))}</dl>
        </details>`,
      ];
    })}`;
  }

  #field({ path, choices }: Field, sentences: Readonly<Record<string, string>>): TemplateResult {
    const { collects } = this.t;
    // A word that only tells the message apart is no value that anybody wants to read.
    const values = choices.length > 1 ? collects.choices(choices.join(', ')) : '';
    return html`<div>
      <dt>${path}</dt>
      <dd>${sentences[path] ?? collects.notNamed} <span class="soft small">${values}</span></dd>
    </div>`;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.watching.collects(signal));
  };
}
