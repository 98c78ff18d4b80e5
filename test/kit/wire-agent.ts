import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { ATTESTATION, type Entry } from '@wardwatch/shared/model';
import {
  type Ack,
  decodeServerFrame,
  type EnrolResponse,
  enrolmentText,
  type Hello,
  helloText,
  type ServerFrame,
  type Welcome,
} from '@wardwatch/shared/protocol';
import { WebSocket } from 'ws';
import { until } from './until.ts';

/** A key pair and what names it. */
export interface WireIdentity {
  agentId: string;
  publicKey: string;
  privateKey: KeyObject;
}

/** A fresh identity. */
export function newIdentity(): WireIdentity {
  const { privateKey, publicKey: key } = generateKeyPairSync('ed25519');
  const publicKey = key.export({ format: 'jwk' }).x as string;
  const agentId = `ag_${createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)}`;
  return { agentId, publicKey, privateKey };
}

function signed(identity: WireIdentity, text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), identity.privateKey).toString('base64url');
}

/** Enrols a fresh identity by the protocol's own request. */
export async function enrolWire(
  url: string,
  code: string,
  name = 'máy thử',
): Promise<{ identity: WireIdentity; response: Response; body: EnrolResponse }> {
  const identity = newIdentity();
  const { publicKey } = identity;
  const signature = signed(identity, enrolmentText(code, publicKey));
  const response = await fetch(`${url}/agent/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code,
      publicKey,
      signature,
      name,
      os: 'test',
      agentVersion: '0.0.0',
      attestation: ATTESTATION,
    }),
  });
  return { identity, response, body: (await response.json()) as EnrolResponse };
}

/** What a scripted agent says of itself. */
export interface WireHello {
  bootId?: string;
  epoch?: string;
  instance?: string;
  at?: () => number;
  mono?: () => number;
  journal?: Hello['journal'];
  change?: (hello: Hello) => object;
}

/** A scripted agent: it speaks frames as told, with no journal and no probes. */
export class WireAgent implements AsyncDisposable {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  readonly bootId: string;
  readonly epoch: string;
  closeCode: number | undefined;

  private constructor(socket: WebSocket, bootId: string, epoch: string) {
    this.socket = socket;
    this.bootId = bootId;
    this.epoch = epoch;
  }

  /** Opens a socket and answers the challenge; `welcome` may be a refusal instead, see `frames` and `closeCode`. */
  static async connect(url: string, identity: WireIdentity, more: WireHello = {}): Promise<WireAgent> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/agent/socket`, { perMessageDeflate: false });
    const agent = new WireAgent(socket, more.bootId ?? 'boot-0000001', more.epoch ?? 'epoch-000001');
    socket.on('message', (data) => agent.#take((data as Buffer).toString(), identity, more));
    socket.on('close', (code) => (agent.closeCode = code));
    await once(socket, 'open');
    return agent;
  }

  /** Sends any text or frame. */
  send(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends a batch; the numbers from the first to the last entry unless told otherwise. */
  batch(entries: readonly (Entry | object)[], more: { from?: number; to?: number; bootId?: string } = {}): void {
    const numbers = entries.flatMap((entry) => ('seq' in entry && typeof entry.seq === 'number' ? [entry.seq] : []));
    const from = more.from ?? Math.min(...numbers);
    const to = more.to ?? Math.max(...numbers);
    this.send({ t: 'batch', ...(more.bootId ? { bootId: more.bootId } : {}), from, to, entries });
  }

  welcomed(): Promise<Welcome> {
    return this.next('welcome');
  }

  /** Waits for the n-th ack of this session. */
  async ack(count = 1): Promise<Ack> {
    return until(`${count} acks came`, () => this.#of('ack')[count - 1]);
  }

  next<Type extends ServerFrame['t']>(type: Type): Promise<Extract<ServerFrame, { t: Type }>> {
    return until(`${type} came`, () => this.#of(type)[0]);
  }

  closed(): Promise<number> {
    return until('the socket closed', () => this.closeCode);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  #of<Type extends ServerFrame['t']>(type: Type): Extract<ServerFrame, { t: Type }>[] {
    return this.frames.filter((frame): frame is Extract<ServerFrame, { t: Type }> => frame.t === type);
  }

  #take(text: string, identity: WireIdentity, more: WireHello): void {
    const decoded = decodeServerFrame(text);
    if (!decoded.ok) throw new Error(`the server sent what is no frame: ${decoded.message}`);
    this.frames.push(decoded.frame);
    if (decoded.frame.t !== 'challenge') return;
    const at = more.at?.() ?? Date.now();
    const hello: Hello = {
      t: 'hello',
      agentId: identity.agentId,
      signature: signed(identity, helloText(decoded.frame.nonce, identity.agentId)),
      protocol: { min: 1, max: 1 },
      agentVersion: '0.0.0',
      bootId: this.bootId,
      epoch: this.epoch,
      instance: more.instance ?? randomBytes(8).toString('hex'),
      challengeAt: at,
      at,
      mono: more.mono?.() ?? 1_000_000,
      journal: more.journal ?? { first: 1, last: 0 },
      configRevision: 0,
      capabilities: [],
    };
    this.send(more.change?.(hello) ?? hello);
  }
}
