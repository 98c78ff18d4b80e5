import { consume } from '@lit/context';
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import '../components/notices.ts';
import '../components/spinner.ts';
import type { ApiFailure } from '../data/api-failure.ts';
import { connectionContext, nowContext, type Services, servicesContext, sessionContext } from '../data/contexts.ts';
import type { ConnectionState } from '../data/live-client.ts';
import type { RequestController } from '../data/request-controller.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { failureWords } from './failure-words.ts';

type Session = { person: { id: string; name: string; role: string } | null } | undefined;

/** What every page has: the services, the server's time, how fresh the figures are, and words for failures. */
export class PageElement extends LocalizedElement {
  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @consume({ context: nowContext, subscribe: true })
  @property({ attribute: false })
  now = 0;

  @consume({ context: connectionContext, subscribe: true })
  @property({ attribute: false })
  connection: ConnectionState = { kind: 'connecting' };

  @consume({ context: sessionContext, subscribe: true })
  @property({ attribute: false })
  session: Session;

  protected get isAdmin(): boolean {
    return this.session?.person?.role === 'admin';
  }

  /** A failure as a sentence with the next step. */
  protected failureWords(failure: ApiFailure): string {
    return failureWords(failure, this.t, this.format);
  }

  /** "As of 10:42" while the server is not heard; nothing while it is. */
  protected asOf(): TemplateResult | '' {
    if (this.connection.kind !== 'stale') return '';
    return html`<p class="soft as-of">${this.t.app.asOf(this.format.moment(this.connection.since, this.now))}</p>`;
  }

  /** What a request brought, with its failure or a spinner above it. The value before stays while a newer one is awaited. */
  protected requested<Value>(
    request: RequestController<Value>,
    retry: () => unknown,
    view: (value: Value) => TemplateResult,
  ): TemplateResult {
    const { failure, value, state } = request;
    return html`
      ${
        failure
          ? html`<ww-failure retryable .description=${this.failureWords(failure)} @ww-retry=${retry}></ww-failure>`
          : ''
      }
      ${state.kind === 'pending' && state.isSlow ? html`<ww-spinner></ww-spinner>` : ''}
      ${value === undefined ? '' : view(value)}
    `;
  }
}
