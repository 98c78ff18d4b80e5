import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { parse as parseCookies } from 'hono/utils/cookie';
import * as v from 'valibot';
import { WebSocket, WebSocketServer } from 'ws';
import type { LiveHub, LiveReader } from '../live/live-hub.ts';
import type { Auth } from './auth.ts';
import { isSameOrigin } from './origin.ts';
import { SESSION_COOKIE } from './session-routes.ts';

const sinceQuery = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

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

  constructor(deps: { auth: Auth; hub: LiveHub }) {
    this.#auth = deps.auth;
    this.#hub = deps.hub;
  }

  /** Takes over an HTTP upgrade to `/api/live`. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (!isSameOrigin(request.headers.origin, request.headers.host)) return refuse(socket, 403, 'Forbidden');
    const session = await this.#auth.whoIs(parseCookies(request.headers.cookie ?? '')[SESSION_COOKIE]);
    if (!session) return refuse(socket, 401, 'Unauthorized');
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const since = v.safeParse(sinceQuery, query.get('since') ?? '0');
    if (!since.success) return refuse(socket, 400, 'Bad Request');
    if (!this.#hub.hasRoom) return refuse(socket, 503, 'Service Unavailable');
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#follow(ws, session.sessionKey, since.output));
  }

  #follow(ws: WebSocket, sessionKey: string, since: number): void {
    const reader: LiveReader = {
      sessionKey,
      send: (text) => {
        if (ws.readyState === WebSocket.OPEN) ws.send(text);
      },
      bufferedBytes: () => ws.bufferedAmount,
      close: (code, reason) => ws.close(code, reason),
    };
    ws.on('close', () => this.#hub.leave(reader));
    // A reader has nothing to say; a socket that breaks is followed by its close.
    ws.on('error', () => ws.terminate());
    this.#hub.join(reader, since);
  }
}

function refuse(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
