import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, KeyedBuckets, takeToken } from '@wardwatch/shared/lib';
import type { LoginRequest, Person, SetupRequest } from '@wardwatch/shared/api';
import type { Metrics } from '../metrics/metrics.ts';
import type { AuditStore, PeopleStore } from '../store/store.ts';
import { RequestRefused } from './errors.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

/** How long a session lives after signing in. */
export const SESSION_MS = 12 * 3_600_000;
/** Sign-ins and set-ups of one address: guessing must not pay, and must not lock the others out. */
const ATTEMPTS = { burst: 10, perSecond: 0.5 };
/** Passwords that are checked at once: each costs 64 MiB and a fifth of a second. */
const MAX_CHECKS = 4;
/** A hash of nothing, so that an unknown name takes as long as a wrong password. */
let decoyHash: Promise<string> | undefined;

/** Who is behind a cookie, and until when. */
export interface SignedIn {
  person: Person;
  /** Identifies the session within the server; the cookie's hash, not the cookie. */
  sessionKey: string;
  expiresAt: number;
}

/** A session that was opened: the cookie's value is known only now. */
export interface OpenedSession {
  person: Person;
  token: string;
  expiresAt: number;
}

/** Signing in and out, and the first administrator. */
export class Auth {
  readonly #people: PeopleStore;
  readonly #audit: AuditStore;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #attempts = new KeyedBuckets(ATTEMPTS);
  #checks = 0;
  #setupToken: string | undefined;

  constructor(deps: { people: PeopleStore; audit: AuditStore; clock: Clock; metrics: Metrics }) {
    this.#people = deps.people;
    this.#audit = deps.audit;
    this.#clock = deps.clock;
    this.#metrics = deps.metrics;
  }

  /** Makes the one-time set-up token where nobody can sign in yet; it lives as long as this process. */
  async prepareSetup(): Promise<string | undefined> {
    if ((await this.#people.count()) > 0) return undefined;
    this.#setupToken ??= randomBytes(24).toString('base64url');
    return this.#setupToken;
  }

  get setupNeeded(): boolean {
    return this.#setupToken !== undefined;
  }

  /** Makes the first administrator and signs them in. */
  async setUp(request: SetupRequest, address: string): Promise<OpenedSession> {
    if (!this.#setupToken) throw new RequestRefused('setup-done', 'this server has an administrator already; sign in');
    this.#takeAttempt(address);
    if (!sameSecret(request.token, this.#setupToken)) {
      this.#metrics.loginsRefused.inc({ reason: 'setup-token' });
      throw new RequestRefused('setup-token-wrong', 'open the newest link that the terminal printed');
    }
    const at = this.#clock.now();
    const passwordHash = await this.#checking(() => hashPassword(request.password));
    const person = await this.#people.create(
      { name: request.name, role: 'admin', passwordHash, at },
      { onlyFirst: true },
    );
    this.#setupToken = undefined;
    if (!person) throw new RequestRefused('setup-done', 'this server has an administrator already; sign in');
    await this.#audit.add({
      at,
      by: person.id,
      action: 'person.set-up',
      subject: person.id,
      details: { role: 'admin' },
    });
    return this.#open(person);
  }

  async logIn(request: LoginRequest, address: string): Promise<OpenedSession> {
    this.#takeAttempt(address);
    const known = await this.#people.byName(request.name);
    decoyHash ??= hashPassword(randomBytes(16).toString('hex'));
    const hash = known?.passwordHash ?? (await decoyHash);
    const good = await this.#checking(() => verifyPassword(request.password, hash));
    if (!known || !good) {
      this.#metrics.loginsRefused.inc({ reason: 'credentials' });
      throw new RequestRefused('credentials-wrong', 'name or password is wrong');
    }
    const { passwordHash: _, ...person } = known;
    return this.#open(person);
  }

  /** The person behind a session cookie. */
  async whoIs(token: string | undefined): Promise<SignedIn | undefined> {
    if (!token || token.length > 100) return undefined;
    const sessionKey = tokenHash(token);
    const session = await this.#people.bySession(sessionKey, this.#clock.now());
    return session && { ...session, sessionKey };
  }

  async logOut(sessionKey: string): Promise<void> {
    await this.#people.closeSession(sessionKey);
  }

  async #open(person: Person): Promise<OpenedSession> {
    const token = randomBytes(32).toString('base64url');
    const at = this.#clock.now();
    const expiresAt = at + SESSION_MS;
    await this.#people.openSession({ tokenHash: tokenHash(token), personId: person.id, at, expiresAt });
    return { person, token, expiresAt };
  }

  #takeAttempt(address: string): void {
    const now = this.#clock.now();
    if (takeToken(this.#attempts.of(address, now), ATTEMPTS, now)) return;
    this.#tooMany();
  }

  /** Runs a costly check, unless enough of them run already. */
  async #checking<Result>(check: () => Promise<Result>): Promise<Result> {
    if (this.#checks >= MAX_CHECKS) this.#tooMany();
    this.#checks += 1;
    try {
      return await check();
    } finally {
      this.#checks -= 1;
    }
  }

  #tooMany(): never {
    this.#metrics.loginsRefused.inc({ reason: 'rate' });
    throw new RequestRefused('rate-limited', 'too many attempts; wait a little', { retryAfter: 5 });
  }
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Compares without telling by its time where two secrets differ. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(expected));
}
