import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceEvent } from '../../components/event-words.ts';
import { icon } from '../../components/icons.ts';
import {
  type PostureItem,
  postureItems,
  type PostureMark,
  postureTotals,
  readPosture,
} from '../../components/posture-items.ts';
import { toneStyles } from '../../components/tone-styles.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';

const LOOKS = {
  good: { picture: 'check', tone: 'calm' },
  bad: { picture: 'state-problem', tone: 'warning' },
  unknown: { picture: 'state-unknown', tone: 'quiet' },
  info: { picture: 'state-never', tone: 'quiet' },
} as const satisfies Record<PostureMark, unknown>;

/** What a security checklist asks of the machine, as it last said. */
@customElement('ww-device-posture')
export class DevicePosture extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    page,
    toneStyles,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
        gap: 0 var(--space-5);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: start;
        gap: 0 var(--space-3);
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li .icon {
        width: 1.25em;
        height: 1.25em;
        margin-block-start: 0.15em;
        color: var(--tone-mark);
      }
      .cut {
        stroke: var(--ww-surface);
      }
      li p {
        overflow-wrap: anywhere;
      }
      [data-tone='warning'] .seen {
        color: var(--tone-text);
        font-weight: var(--weight-medium);
      }
    `,
  ];

  /** The newest event of posture; undefined where the machine never said. */
  @property({ attribute: false }) event: DeviceEvent | undefined;
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    const { posture } = this.t;
    return html`<section class="section card" aria-labelledby="posture">
      <h2 id="posture">${posture.title}</h2>
      ${this.#content()}
    </section>`;
  }

  #content(): TemplateResult {
    const { posture } = this.t;
    const { event, format } = this;
    const said = event && readPosture(event.data);
    if (!event || !said) return html`<p class="soft">${posture.missing}</p>`;
    const items = postureItems(said, event.at, this.t, format);
    const { good, bad, unknown } = postureTotals(items);
    const total = posture.summary(format.number(good), format.number(bad), format.number(unknown));
    return html`<div>
        <p>${total}</p>
        <p class="soft small">
          ${posture.asOf(format.moment(event.at, this.now), format.age(event.at, this.now))} ${posture.intro}
        </p>
      </div>
      <ul>
        ${items.map((item) => this.#item(item))}
      </ul>`;
  }

  #item({ what, mark, seen }: PostureItem): TemplateResult {
    const { picture, tone } = LOOKS[mark];
    const words = mark === 'info' ? '' : `${this.t.posture.marks[mark]}: `;
    return html`<li data-tone=${tone}>
      ${icon(picture)}
      <div>
        <p>${what}</p>
        <p class="soft small seen">${words}${seen}</p>
      </div>
    </li>`;
  }
}
