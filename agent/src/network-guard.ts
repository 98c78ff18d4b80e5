import { AgentError } from './lib/errors.ts';
import { type Forbidden, type NetworkInterface, touches } from './machine/forbidden.ts';
import type { OpenLink } from './uplink/link.ts';

/** What a guard is built from. */
export interface NetworkGuardOptions {
  forbidden: Forbidden;
  interfaces: () => readonly NetworkInterface[];
}

/**
 * Keeps the agent from a machine that touches a forbidden network: looks at the interfaces whenever the network is
 * another than before, and before each connection. Once it has found something it stays found, so that a cable that is
 * pulled again quickly does not hide it.
 */
export class NetworkGuard {
  readonly #options: NetworkGuardOptions;
  #signature: string | undefined;
  #found: AgentError | undefined;
  #onTouched: ((found: AgentError) => void) | undefined;

  constructor(options: NetworkGuardOptions) {
    this.#options = options;
  }

  /** What was found (`forbidden-network`); its message is for this machine alone. Looks anew while nothing was. */
  look(): AgentError | undefined {
    if (this.#found) return this.#found;
    const found = touches(this.#options.forbidden, this.#options.interfaces());
    if (!found) return undefined;
    this.#found = new AgentError('forbidden-network', describe(found));
    this.#onTouched?.(this.#found);
    return this.#found;
  }

  /** Calls `tell` once something is found, within the very call that finds it; at once if it was before. */
  whenTouched(tell: (found: AgentError) => void): void {
    this.#onTouched = tell;
    if (this.#found) tell(this.#found);
  }

  /** The signature of a network as before, looked at on the way when it is another one. */
  watching(signature: () => string): () => string {
    return () => {
      const seen = signature();
      if (seen !== this.#signature) this.look();
      this.#signature = seen;
      return seen;
    };
  }

  /** Connections as before, unless something is found: then nothing is opened, and nothing said. */
  before(open: OpenLink): OpenLink {
    return (events) => {
      if (!this.look()) return open(events);
      const end = (): void => events.closed({ code: 1006, reason: '' });
      return { send: () => undefined, bufferedBytes: 0, close: end, terminate: end };
    };
  }
}

function describe({ rule, name }: { rule: string; name: string }): string {
  const what = `this machine touches "${rule}" through its interface "${name}", which is on its list of forbidden networks`;
  const next =
    'disconnect it from that network or take the agent off this machine; nothing about this was told to the server';
  return `${what}: the agent does not run. Next: ${next}`;
}
