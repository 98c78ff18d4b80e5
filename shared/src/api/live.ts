import type { DeviceRow, SiteRow } from './board.ts';

/**
 * Frames of `GET /api/live?since=REVISION` (WebSocket, server to browser). Rows replace those of the same id. After a
 * gap of any length the same request brings what changed since, so a console that slept a week catches up.
 */
export type LiveFrame =
  /** Rows changed since the last frame; `revision` is the new cursor. */
  | { t: 'changes'; revision: number; serverTime: number; sites: SiteRow[]; devices: DeviceRow[] }
  /** The server is there; sent at least every `LIVE_TICK_MS`. */
  | { t: 'tick'; revision: number; serverTime: number };

/** A console that hears nothing for two of these shows its figures as stale. */
export const LIVE_TICK_MS = 5_000;

/** Close codes of the live socket. */
export const LIVE_CLOSE = {
  /** The session ended; sign in again. */
  signedOut: 4401,
  /** The browser did not read fast enough; reconnect from the last revision. */
  slowReader: 4408,
  /** The server stops; reconnect with back-off. */
  shuttingDown: 4410,
} as const;
