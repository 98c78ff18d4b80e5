import type { Agent, ClientRequestArgs } from 'node:http';
import { connect as connectPlainly, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectSecurely, type ConnectionOptions, type TLSSocket } from 'node:tls';

/** Bytes on the line. */
export interface UsedBytes {
  sent: number;
  received: number;
}

/**
 * Counts what this program sends and receives, encryption included: by the sockets below it, whose own counters also
 * tell after they have closed. What the operating system adds (TCP, IP) is not in it.
 */
export class LineUse {
  readonly #live = new Map<Socket, UsedBytes>();
  #used: UsedBytes = { sent: 0, received: 0 };

  /** Counts a TCP connection until it closes. Of an encrypted one, the socket that carries it. */
  watch(socket: Socket): void {
    this.#live.set(socket, { sent: 0, received: 0 });
    socket.once('close', () => {
      this.#count(socket);
      this.#live.delete(socket);
    });
  }

  /** Bytes since the last call. */
  take(): UsedBytes {
    for (const socket of this.#live.keys()) this.#count(socket);
    const used = this.#used;
    this.#used = { sent: 0, received: 0 };
    return used;
  }

  #count(socket: Socket): void {
    const before = this.#live.get(socket);
    if (!before) return;
    const now = { sent: socket.bytesWritten, received: socket.bytesRead };
    this.#used.sent += now.sent - before.sent;
    this.#used.received += now.received - before.received;
    this.#live.set(socket, now);
  }
}

/** How Node's HTTP asks for a connection: it is returned, or given to `done`. */
type CreateConnection = (
  options: ClientRequestArgs,
  done?: (error: Error | null, stream: Duplex) => void,
) => Socket | undefined;

/**
 * Opens connections that are counted. An encrypted one is begun on a connection that stands: Node tries the addresses
 * of a name in turn, each with a socket handle of its own, and only the last one is to be encrypted.
 */
export function countedConnection(use: LineUse, isSecure: boolean): CreateConnection {
  return (options, done) => {
    const { lookup, timeout } = options;
    const host = options.host ?? 'localhost';
    const socket = connectPlainly({
      host,
      port: Number(options.port ?? 0),
      ...(lookup ? { lookup } : {}),
      ...(timeout === undefined ? {} : { timeout }),
    });
    use.watch(socket);
    if (!isSecure) return socket;
    let secured: TLSSocket | undefined;
    // Stays on after the connect: nothing else listens to the socket below the encrypted one.
    socket.on('error', (error) => (secured ? secured.destroy(error) : done?.(error, socket)));
    socket.once('timeout', () => socket.destroy(new Error('no connection in time')));
    socket.once('connect', () => {
      socket.setTimeout(0);
      // HTTP hands the options of the encryption on among its own.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      const { servername, ...given } = options as ConnectionOptions;
      secured = connectSecurely({ ...given, host, servername: servername ?? (isIP(host) === 0 ? host : ''), socket });
      done?.(null, secured);
    });
    return undefined;
  };
}

/** Has the connections of an agent of Node's HTTP counted. */
export function countedAgent<HttpAgent extends Agent>(agent: HttpAgent, use: LineUse, isSecure: boolean): HttpAgent {
  const connect = countedConnection(use, isSecure);
  agent.createConnection = (options, done) => connect(options, done);
  return agent;
}
