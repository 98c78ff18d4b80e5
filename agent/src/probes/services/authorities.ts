import type { SecureContext } from 'node:tls';

/** Where certificates of authorities come from, PEM. */
export interface AuthoritySource {
  /** Those of the runtime. */
  builtIn: () => readonly string[];
  /** Those that the operating system trusts; undefined where the runtime cannot tell. */
  system: () => readonly string[] | undefined;
}

/**
 * Authorities that services are judged by: those of the runtime, and once one of them does not suffice, those of the
 * operating system too, where a hospital or a ministry puts its own. These are loaded once and only then, since they
 * cost several megabytes and a tenth of a second.
 */
export class Authorities {
  readonly #source: AuthoritySource | undefined;
  #context: SecureContext | undefined;
  #widening: Promise<boolean> | undefined;
  /** Whether the operating system's are in. */
  isWide = false;

  /** @param source instead of this machine's, for tests. */
  constructor(source?: AuthoritySource) {
    this.#source = source;
  }

  /** What to verify with; undefined for the runtime's own authorities alone. */
  async context(): Promise<SecureContext | undefined> {
    if (this.#source && !this.isWide) this.#context ??= await contextOf(this.#source.builtIn());
    return this.#context;
  }

  /** Takes the operating system's authorities in; whether that brings any. */
  widen(): Promise<boolean> {
    this.#widening ??= this.#widen();
    return this.#widening;
  }

  async #widen(): Promise<boolean> {
    const { builtIn, system } = this.#source ?? (await thisMachine());
    const known = new Set(builtIn().map(comparable));
    const more = (system() ?? []).filter((pem) => !known.has(comparable(pem)));
    if (more.length > 0) this.#context = await contextOf([...builtIn(), ...more]);
    this.isWide = true;
    return more.length > 0;
  }
}

/** The authorities of this machine, shared by all looks. */
export const ownAuthorities = new Authorities();

async function thisMachine(): Promise<AuthoritySource> {
  const tls = await import('node:tls');
  const named = tls.getCACertificates;
  // An older runtime names none.
  if (typeof named !== 'function') return { builtIn: () => tls.rootCertificates, system: () => undefined };
  return { builtIn: () => named('default'), system: () => named('system') };
}

async function contextOf(authorities: readonly string[]): Promise<SecureContext> {
  const { createSecureContext } = await import('node:tls');
  return createSecureContext({ ca: [...authorities] });
}

function comparable(pem: string): string {
  return pem.replaceAll(/\s/g, '');
}
