import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { encodeFrame, LIMITS } from '@wardwatch/shared/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import { refuseUpgrade } from '../lib/refuse-upgrade.ts';
import { AgentSession, type SessionDeps, type SessionWire } from './agent-session.ts';

/** Agent connections at once; further ones are refused with HTTP 503. */
export const MAX_CONNECTIONS = 25_000;
/** How often silence is looked for. */
const SWEEP_MS = 1_000;
/** How long a peer has to answer a close before its socket is cut. */
const CLOSE_GRACE_MS = 2_000;
/** Bytes that wait to be sent to one agent; one that reads so little is cut off. */
const MAX_BUFFERED_BYTES = 1_048_576;

/** The WebSocket side of the intake: sockets in, sessions out. */
export class AgentSockets {
  readonly #deps: SessionDeps;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  readonly #sessions = new Map<AgentSession, WebSocket>();
  #stopSweep: (() => void) | undefined;
  #isStopped = false;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stopSweep = this.#deps.clock.after(SWEEP_MS, () => {
      const now = this.#deps.clock.now();
      for (const session of this.#sessions.keys()) session.sweep(now);
      this.start();
    });
  }

  /** Takes over an HTTP upgrade to the agents' address. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#isStopped || this.#sessions.size >= MAX_CONNECTIONS) {
      this.#deps.metrics.connectionsRefused.inc();
      refuseUpgrade(socket, 503, 60);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#accept(ws));
  }

  /** Tells every agent that the server stops. */
  shutDown(): void {
    this.#isStopped = true;
    this.#stopSweep?.();
    for (const session of this.#sessions.keys()) session.shutDown();
  }

  #accept(ws: WebSocket): void {
    const { log, metrics } = this.#deps;
    const session = new AgentSession(this.#wire(ws), this.#deps);
    this.#sessions.set(session, ws);
    metrics.connections.set(this.#sessions.size);
    ws.on('message', (data, isBinary) => {
      // Text comes as one Buffer, the default of `ws`; frames are never binary.
      void session.receive(!isBinary && Buffer.isBuffer(data) ? data.toString('utf8') : '');
    });
    ws.on('error', (error) => {
      metrics.framesRefused.inc({ reason: 'transport' });
      log.info('session.transport-error', { agentId: session.agentId, message: error.message });
    });
    ws.on('close', () => {
      this.#sessions.delete(session);
      metrics.connections.set(this.#sessions.size);
      session.closed();
    });
    session.start();
  }

  #wire(ws: WebSocket): SessionWire {
    const { clock } = this.#deps;
    return {
      transport: 'websocket',
      send: (frame) => {
        if (ws.readyState !== WebSocket.OPEN) return;
        if (ws.bufferedAmount > MAX_BUFFERED_BYTES) ws.terminate();
        else ws.send(encodeFrame(frame));
      },
      close: (code, reason) => {
        ws.close(code, reason);
        const cancel = clock.after(CLOSE_GRACE_MS, () => ws.terminate());
        ws.once('close', cancel);
      },
      pause: () => ws.pause(),
      resume: () => {
        if (ws.readyState === WebSocket.OPEN) ws.resume();
      },
    };
  }
}
