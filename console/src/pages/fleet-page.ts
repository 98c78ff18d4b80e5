import { consume } from '@lit/context';
import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { FactNames } from '../components/fact-words.ts';
import type { Names } from '../components/outage-words.ts';
import { fleetContext, type PeopleNames, peopleContext, watchingContext } from '../data/contexts.ts';
import type { Fleet } from '../data/fleet.ts';
import { NOTHING_WATCHED, type Watching } from '../data/watching.ts';
import { PageElement } from './page-element.ts';

/** A page that speaks of sites and devices by name. */
export class FleetPage extends PageElement {
  @consume({ context: fleetContext, subscribe: true })
  @property({ attribute: false })
  fleet: Fleet | undefined;

  @consume({ context: peopleContext, subscribe: true })
  @property({ attribute: false })
  people: PeopleNames | undefined;

  @consume({ context: watchingContext, subscribe: true })
  @property({ attribute: false })
  watching: Watching = NOTHING_WATCHED;

  #seenRevision: number | undefined;
  #factNames: { of: Watching; names: FactNames } | undefined;

  /** Names of what rows refer to by id. */
  protected get names(): Names {
    return {
      device: (id) => this.fleet?.devices.get(id)?.name,
      site: (id) => this.fleet?.sites.get(id)?.name,
      ...this.factNames,
      person: (id) => this.#personName(id),
    };
  }

  /** Names of what facts are about. The very same object while they stay, so that no row is drawn anew for it. */
  protected get factNames(): FactNames {
    const of = this.watching;
    if (this.#factNames?.of !== of) {
      const names = {
        service: (id: string) => of.services.get(id)?.name,
        watched: (id: string) => of.watched.get(id)?.name,
      };
      this.#factNames = { of, names };
    }
    return this.#factNames.names;
  }

  /** Until the names are there, an id stands in their place. */
  #personName(id: string): string {
    if (id === 'engine') return this.t.outage.engine;
    return this.people ? (this.people.get(id) ?? this.t.outage.gonePerson) : id;
  }

  /** Whether a site changed since this was last asked; not at the first board. */
  protected sitesChanged(): boolean {
    if (!this.fleet) return false;
    let latest = 0;
    for (const { revision } of this.fleet.sites.values()) latest = Math.max(latest, revision);
    const before = this.#seenRevision;
    this.#seenRevision = latest;
    return before !== undefined && before !== latest;
  }

  /** Why there is no fleet yet, if something stands in the way. */
  protected fleetFailure(): TemplateResult | '' {
    if (this.connection.kind !== 'connecting' || !this.connection.failure) return '';
    return html`<ww-failure
      retryable
      .description=${this.failureWords(this.connection.failure)}
      @ww-retry=${() => this.services.live.wake()}
    ></ww-failure>`;
  }
}
