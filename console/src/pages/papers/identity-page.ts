import type { IdentityRow } from '@wardwatch/shared/api';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import '../../components/two-versions.ts';
import { differences, type TwoVersions } from '../../components/differences.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './identity-form.ts';
import { papersParts, partsStyles } from './papers-parts.ts';

/** What stands in every document: the ward, who signs, to whom it goes. */
@customElement('ww-identity-page')
export class IdentityPage extends FleetPage {
  static override styles = [base, text, button, card, page, partsStyles];

  readonly #identity = new RequestController<IdentityRow>(this);
  readonly #change = new RequestController<true>(this);
  /** What was refused because somebody else had changed it. */
  @state() private refused: IdentityRow | undefined;

  override willUpdate(): void {
    if (this.#identity.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { identity, papers } = this.t;
    const { refused } = this;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${identity.title}</h1>
        ${this.asOf()}
      </header>
      ${papersParts(this.t, '/papers/identity')}
      <p class="soft narrow">${identity.intro}</p>
      ${this.requested(this.#identity, this.#load, (row) => this.#form(row))}
      <ww-dialog required .open=${refused !== undefined} .heading=${papers.conflictTitle}>
        ${refused ? this.#conflict(refused) : ''}
      </ww-dialog>
    </div>`;
  }

  #form(row: IdentityRow): TemplateResult {
    const { failure } = this.#change;
    // What the server has is shown anew with each revision; what was typed meanwhile is beside it in the question.
    return html`${keyed(
      row.revision,
      html`<ww-identity-form
        class="card"
        .row=${row}
        .readonly=${!this.isAdmin}
        .pending=${this.#change.isPending}
        .failure=${failure && !this.refused ? this.failureWords(failure) : ''}
        @ww-submit=${(event: CustomEvent<IdentityRow>) => this.#save(event.detail)}
      ></ww-identity-form>`,
    )}`;
  }

  #conflict(mine: IdentityRow): TemplateResult {
    const theirs = this.#identity.value;
    return html`<ww-two-versions
      .versions=${theirs ? this.#versions(mine, theirs) : []}
      .pending=${this.#change.isPending}
      @ww-mine=${() => this.#save({ ...mine, revision: theirs?.revision ?? 0 })}
      @ww-theirs=${() => (this.refused = undefined)}
    ></ww-two-versions>`;
  }

  #versions(mine: IdentityRow, theirs: IdentityRow): TwoVersions[] {
    const { identity } = this.t;
    const part = (label: string, words: (row: IdentityRow) => string): TwoVersions => ({
      label,
      mine: words(mine),
      theirs: words(theirs),
    });
    const lines = (all: readonly string[]): string => all.join('\n');
    return differences([
      part(identity.wardType, (row) => row.wardType),
      part(identity.wardName, (row) => row.wardName),
      part(identity.cityType, (row) => row.cityType),
      part(identity.cityName, (row) => row.cityName),
      part(identity.placeName, (row) => row.placeName),
      part(identity.draftingUnit, (row) => row.draftingUnit),
      part(identity.signature, (row) => identity.signatures[row.signature]),
      part(identity.signer, (row) => row.signer ?? ''),
      part(identity.reportTo, (row) => lines(row.reportTo)),
      part(identity.requestTo, (row) => lines(row.requestTo)),
      part(identity.recipients, (row) => lines(row.recipients)),
    ]);
  }

  async #save(request: IdentityRow): Promise<void> {
    const { api, clock } = this.services;
    if (this.#change.isPending) return;
    const result = await this.#change.run(clock, () => api.papers.saveIdentity(request));
    if (!result) return;
    if (result.ok) {
      this.refused = undefined;
      toast(this, this.t.identity.saved);
    }
    const isRevised = !result.ok && result.failure.code === 'revised';
    if (result.ok || isRevised) await this.#load();
    if (isRevised) this.refused = request;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#identity.run(clock, (signal) => api.papers.identity(signal));
  };
}
