import { randomBytes } from 'node:crypto';
import type { LiveSession } from './registry.ts';

/** Missed pushes after which a point no longer counts as connected. */
export const MISSED_PUSHES = 3;

/** A run of pushes without a gap: what a session is to an agent. It has no connection to end. */
export class PointSession implements LiveSession {
  readonly agentId: string;
  readonly sessionId = randomBytes(12).toString('base64url');
  readonly instance = 'push';
  readonly epoch: string;
  readonly #onEnd: (session: PointSession) => void;
  bootId: string;
  lastHeardAt: number;
  readonly #everyMs: number;

  /** @param about with the point's pace, milliseconds. */
  constructor(
    about: { agentId: string; epoch: string; now: number; everyMs: number },
    onEnd: (session: PointSession) => void,
  ) {
    this.agentId = about.agentId;
    this.epoch = about.epoch;
    this.bootId = '';
    this.lastHeardAt = about.now;
    this.#everyMs = about.everyMs;
    this.#onEnd = onEnd;
  }

  /** Takes note of a push. */
  heard(push: { at: number; bootId?: string }): void {
    this.lastHeardAt = push.at;
    this.bootId = push.bootId ?? this.bootId;
  }

  /** Whether so many pushes are missing that the run is over. */
  isOver(now: number): boolean {
    return now - this.lastHeardAt > MISSED_PUSHES * this.#everyMs;
  }

  end(): void {
    this.#onEnd(this);
  }
  supersede(): void {
    this.end();
  }
  revoke(): void {
    this.end();
  }
  configure(): void {
    // A point takes no configuration.
  }
}
