import type { RunningOutage } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, text } from '../theme/shared-styles.ts';
import './cause-mark.ts';
import { contactLink } from './contact-link.ts';
import { icon } from './icons.ts';
import { type Names, subjectWords } from './outage-words.ts';

/** An outage that goes on, with where it is. */
export interface RunningEntry {
  outage: RunningOutage;
  siteId: string;
  siteName: string;
  /** Whom to call; null where nobody is named. */
  contact: string | null;
}

/** Outages that go on: what, since when, why probably, whom to call. */
@customElement('ww-running-list')
export class RunningList extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      ul {
        display: grid;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 5fr) minmax(0, 4fr) minmax(0, 4fr);
        gap: var(--space-1) var(--space-4);
        align-items: baseline;
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
        font-size: var(--text-sm);
      }
      li:first-child {
        border-block-start: 0;
      }
      li > .icon {
        color: var(--ww-danger);
        align-self: start;
        margin-block-start: 0.2em;
      }
      .cut {
        stroke: var(--ww-surface);
      }
      b {
        font-weight: var(--weight-strong);
      }
      .tel {
        white-space: nowrap;
      }
      @media (width < 48rem) {
        li {
          grid-template-columns: auto minmax(0, 1fr);
        }
        li > :nth-child(n + 3) {
          grid-column: 2;
        }
        a {
          display: inline-flex;
          align-items: center;
          min-height: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly RunningEntry[] = [];
  @property({ attribute: false }) names: Names | undefined;
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;
  /** Whether the site is said and whom to call; not on the site's own page, which says both. */
  @property({ type: Boolean }) placed = false;

  override render(): TemplateResult {
    return html`<ul>
      ${this.entries.map((entry) => this.#entry(entry))}
    </ul>`;
  }

  #entry({ outage, siteId, siteName, contact }: RunningEntry): TemplateResult {
    const { t, format, now, names } = this;
    const subject = names ? subjectWords(outage.subject, names, t) : outage.subject;
    const link =
      outage.id === null
        ? html`<span class="soft">${t.site.notListed}</span>`
        : html`<a href="/ledger/${encodeURIComponent(outage.id)}">${outage.id}</a>`;
    return html`<li>
      ${icon('state-offline')}
      <span
        >${this.placed ? html`<a href="/sites/${encodeURIComponent(siteId)}">${siteName}</a><br />` : ''}
        <span class=${this.placed ? 'soft' : ''}>${subject}</span></span
      >
      <span
        ><b>${format.duration(Math.max(0, now - outage.from))}</b>,
        ${t.status.since(format.moment(outage.from, now))}<br />${link}</span
      >
      <span
        ><ww-cause-mark .cause=${outage.cause} .surety=${outage.confidence}></ww-cause-mark>
        ${this.placed && contact !== null ? html`<br />${contactLink(contact)}` : ''}</span
      >
    </li>`;
  }
}
