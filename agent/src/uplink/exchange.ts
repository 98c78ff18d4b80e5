import type { Clock } from '@wardwatch/shared/lib';
import { describeIssues, exchangeResponse, LIMITS } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { describeError } from '../lib/errors.ts';
import { postJson, type ServerAccess } from './http.ts';
import type { Link, LinkEnd, LinkEvents, OpenLink } from './link.ts';
import { endpoint } from './trust.ts';

const ANSWER_TIMEOUT_MS = 20_000;
/** Bytes of frames put into one exchange, below the limit by what surrounds them. */
const BODY_BYTES = LIMITS.exchangeBytes - 4_096;

/**
 * Connections by HTTPS, for networks that block WebSocket: each POST carries what waits and brings back what the
 * server has to say. It asks when there is something to send; the session's heartbeats see to it that there is.
 */
export function exchangeLinks(access: ServerAccess, clock: Clock): OpenLink {
  return (events) => new ExchangeLink(access, clock, events);
}

class ExchangeLink implements Link {
  readonly #access: ServerAccess;
  readonly #events: LinkEvents;
  readonly #abort = new AbortController();
  #session: string | undefined;
  #waiting: string[] = [];
  #isBusy = false;
  #isClosing = false;
  #isClosed = false;

  constructor(access: ServerAccess, clock: Clock, events: LinkEvents) {
    this.#access = access;
    this.#events = events;
    // Not within the constructor: the owner does not hold this link yet.
    clock.after(0, () => this.#exchange());
  }

  send(text: string): void {
    if (this.#isClosed || this.#isClosing) return;
    this.#waiting.push(text);
    this.#exchange();
  }

  get bufferedBytes(): number {
    return this.#waiting.reduce((sum, text) => sum + text.length, 0);
  }

  close(): void {
    this.#isClosing = true;
    if (!this.#isBusy && this.#waiting.length === 0) this.#end({ code: 1000, reason: '' });
  }

  terminate(): void {
    this.#end({ code: 1006, reason: 'given up' });
  }

  #exchange(): void {
    if (this.#isBusy || this.#isClosed) return;
    this.#isBusy = true;
    this.#post().then(
      () => this.#goOn(),
      (error: unknown) => this.#end({ code: 1006, reason: describeError(error) }),
    );
  }

  #goOn(): void {
    this.#isBusy = false;
    if (this.#waiting.length > 0) this.#exchange();
    else if (this.#isClosing) this.#end({ code: 1000, reason: '' });
  }

  async #post(): Promise<void> {
    const isFirst = this.#session === undefined;
    const frames = isFirst ? [] : this.#take();
    const body = {
      ...(isFirst ? {} : { session: this.#session }),
      frames: frames.map((text) => JSON.parse(text) as unknown),
    };
    const url = endpoint(this.#access.server, '/agent/exchange');
    const answer = await postJson(url, body, this.#access, {
      timeoutMs: ANSWER_TIMEOUT_MS,
      maxBytes: 2 * LIMITS.exchangeBytes,
      signal: this.#abort.signal,
    });
    const parsed = v.safeParse(exchangeResponse, answer.body);
    if (answer.status !== 200 || !parsed.success) {
      const reason = parsed.success ? `the server answered ${answer.status}` : describeIssues(parsed.issues);
      this.#end({ code: 1006, reason, httpStatus: answer.status });
      return;
    }
    if (this.#isClosed) return;
    if (isFirst) this.#events.opened();
    this.#session = parsed.output.session ?? undefined;
    for (const frame of parsed.output.frames) if (!this.#isClosed) this.#events.text(JSON.stringify(frame));
    if (parsed.output.session === null) this.#end({ code: 1000, reason: 'the server ended the session' });
  }

  #take(): string[] {
    let bytes = 0;
    let count = 0;
    for (const text of this.#waiting.slice(0, LIMITS.exchangeFrames)) {
      bytes += Buffer.byteLength(text) + 1;
      if (count > 0 && bytes > BODY_BYTES) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  #end(end: LinkEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#abort.abort();
    this.#events.closed(end);
  }
}
