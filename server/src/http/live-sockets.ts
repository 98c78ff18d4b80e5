import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@wardwatch/shared/lib';
import { parse as parseCookies } from 'hono/utils/cookie';
import * as v from 'valibot';
import { WebSocket, WebSocketServer } from 'ws';
import { refuseUpgrade } from '../lib/refuse-upgrade.ts';
import type { LiveHub, LiveReader } from '../live/live-hub.ts';
import type { Auth } from './auth.ts';
import { isSameOrigin } from './origin.ts';
import { SESSION_COOKIE } from './session-routes.ts';

/** The signed-in session behind a stream. */
type LiveSessionInfo = Pick<LiveReader, 'sessionKey' | 'expiresAt'>;

const sinceQuery = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** How long a browser has to answer a close. */
const CLOSE_GRACE_MS = 2_000;

/** The browsers' live sockets: checks who asks, then hands the socket to the hub. Nothing is read from it. */
export class LiveSockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: 1_024,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #auth: Auth;
  readonly #hub: LiveHub;
  readonly #clock: Clock;

  constructor(deps: { auth: Auth; hub: LiveHub; clock: Clock }) {
    this.#clock = deps.clock;
    this.#auth = deps.auth;
    this.#hub = deps.hub;
  }

  /** Takes over an HTTP upgrade to `/api/live`. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (!isSameOrigin(request.headers.origin, request.headers.host)) return refuseUpgrade(socket, 403);
    const session = await this.#auth.whoIs(parseCookies(request.headers.cookie ?? '')[SESSION_COOKIE]);
    if (!session) return refuseUpgrade(socket, 401);
    const { sessionKey, expiresAt } = session;
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const since = v.safeParse(sinceQuery, query.get('since') ?? '0');
    if (!since.success) return refuseUpgrade(socket, 400);
    if (!this.#hub.hasRoom) return refuseUpgrade(socket, 503);
    this.#server.handleUpgrade(request, socket, head, (ws) =>
      this.#follow(ws, { sessionKey, expiresAt }, since.output),
    );
  }

  #follow(ws: WebSocket, session: LiveSessionInfo, since: number): void {
    const reader: LiveReader = {
      ...session,
      send: (text) => {
        if (ws.readyState === WebSocket.OPEN) ws.send(text);
      },
      bufferedBytes: () => ws.bufferedAmount,
      close: (code, reason) => {
        ws.close(code, reason);
        // A browser that is gone answers no close.
        const cut = this.#clock.after(CLOSE_GRACE_MS, () => ws.terminate());
        ws.once('close', cut);
      },
    };
    ws.on('close', () => this.#hub.leave(reader));
    // A reader has nothing to say; a socket that breaks is followed by its close.
    ws.on('error', () => ws.terminate());
    this.#hub.join(reader, since);
  }
}
