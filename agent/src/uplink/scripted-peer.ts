import { createPublicKey, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import {
  type AgentFrame,
  type Batch,
  decodeAgentFrame,
  encodeFrame,
  type Hello,
  helloText,
  LIMITS,
  PROTOCOL,
  type ServerFrame,
} from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { type WebSocket, WebSocketServer } from 'ws';
import { portOf } from '../lib/port-of.ts';

const record = v.record(v.string(), v.unknown());
const NONCE = 'n'.repeat(43);

/** How a scripted peer behaves; may be changed while it runs. */
export interface PeerScript {
  /** What follows a good `hello`. The default welcomes. */
  onHello: (connection: PeerConnection, hello: Hello) => void;
  /** What follows a batch. The default confirms it and gives its credit back. */
  onBatch: (connection: PeerConnection, batch: Batch) => void;
  /** Whether heartbeats are answered. */
  answersHeartbeats: boolean;
  /** Status of the answer to a request for a WebSocket, instead of opening one. */
  refusesWith: number | undefined;
}

/** One connection of an agent, as the peer sees it. */
export interface PeerConnection {
  frames: AgentFrame[];
  isOpen: boolean;
  send(frame: ServerFrame): void;
  sendText(text: string): void;
  close(code: number): void;
}

/** A `welcome` with nothing special in it. */
export function welcomeFrame(over: Partial<Extract<ServerFrame, { t: 'welcome' }>> = {}): ServerFrame {
  return {
    t: 'welcome',
    protocol: 1,
    sessionId: 'session-1',
    serverTime: 1_790_000_000_000,
    acknowledged: 0,
    credits: LIMITS.credits,
    heartbeatMs: LIMITS.heartbeatMs,
    ...over,
  };
}

/**
 * A peer for tests of the uplink: real sockets on loopback, the shared codec, and a script in the place of a server.
 * Everything that it hears is kept.
 */
export class ScriptedPeer implements AsyncDisposable {
  readonly connections: PeerConnection[] = [];
  readonly script: PeerScript = {
    onHello: (connection) => connection.send(welcomeFrame()),
    onBatch: (connection, batch) => connection.send({ t: 'ack', upTo: batch.to, credits: 1 }),
    answersHeartbeats: true,
    refusesWith: undefined,
  };
  readonly #publicKey: () => string;
  readonly #http: Server = createServer((_request, response) => response.writeHead(404).end());
  readonly #sockets = new Set<Socket>();
  readonly #waiters = new Set<() => void>();

  private constructor(publicKey: () => string) {
    this.#publicKey = publicKey;
    const webSockets = new WebSocketServer({ noServer: true });
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('upgrade', (request, socket, head) => {
      if (this.script.refusesWith !== undefined) {
        socket.end(`HTTP/1.1 ${this.script.refusesWith} No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      webSockets.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket));
    });
  }

  /** Listens on a free port; `publicKey` is the key that signatures are checked with. */
  static async start(publicKey: () => string, port = 0): Promise<ScriptedPeer> {
    const peer = new ScriptedPeer(publicKey);
    await new Promise<void>((resolve) => peer.#http.listen(port, '127.0.0.1', resolve));
    return peer;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${portOf(this.#http)}`);
  }

  /** All frames of one type, of all connections in order. */
  frames<Type extends AgentFrame['t']>(type: Type): Extract<AgentFrame, { t: Type }>[] {
    const all = this.connections.flatMap((connection) => connection.frames);
    return all.filter((frame): frame is Extract<AgentFrame, { t: Type }> => frame.t === type);
  }

  /** Entries of all batches, in order of arrival. */
  entries(): Record<string, unknown>[] {
    return this.frames('batch').flatMap((batch) => batch.entries.map((one) => v.parse(record, one)));
  }

  /** Resolves as soon as the condition holds; looked at whenever something arrives. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        this.#waiters.delete(check);
        resolve();
      };
      this.#waiters.add(check);
      check();
    });
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #serve(webSocket: WebSocket): void {
    const connection: PeerConnection = {
      frames: [],
      isOpen: true,
      send: (frame) => webSocket.send(encodeFrame(frame)),
      sendText: (text) => webSocket.send(text),
      close: (code) => webSocket.close(code),
    };
    this.connections.push(connection);
    webSocket.on('message', (data) => {
      if (Buffer.isBuffer(data)) this.#hear(connection, data.toString('utf8'));
      this.#noteChange();
    });
    webSocket.once('close', () => {
      connection.isOpen = false;
      this.#noteChange();
    });
    connection.send({ t: 'challenge', nonce: NONCE, serverTime: 1_790_000_000_000, protocol: PROTOCOL });
    this.#noteChange();
  }

  #hear(connection: PeerConnection, text: string): void {
    const decoded = decodeAgentFrame(text);
    if (!decoded.ok) throw new Error(`the agent sent a bad frame: ${decoded.message}`);
    const { frame } = decoded;
    connection.frames.push(frame);
    if (frame.t === 'hello') {
      this.#checkSignature(frame);
      this.script.onHello(connection, frame);
    } else if (frame.t === 'batch') this.script.onBatch(connection, frame);
    else if (frame.t === 'heartbeat' && this.script.answersHeartbeats) connection.send({ t: 'heartbeat-ack' });
  }

  #checkSignature(hello: Hello): void {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: this.#publicKey() }, format: 'jwk' });
    const signed = Buffer.from(helloText(NONCE, hello.agentId));
    if (!verify(null, signed, key, Buffer.from(hello.signature, 'base64url'))) throw new Error('bad signature');
  }

  #noteChange(): void {
    for (const check of this.#waiters) check();
  }
}
