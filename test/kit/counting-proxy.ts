import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay on loopback that counts what passes; it can go silent as a dead line does. */
export interface CountingProxy extends AsyncDisposable {
  readonly port: number;
  /** Bytes from the client, and to it, since the start. */
  readonly up: number;
  readonly down: number;
  /** From now on nothing passes, nothing is closed, and new connections lead nowhere. */
  freeze(): void;
}

/** Starts a relay to a port of this machine. */
export async function countingProxy(targetPort: number): Promise<CountingProxy> {
  const counts = { up: 0, down: 0 };
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((client) => {
    if (frozen) {
      client.pause();
      sockets.add(client);
      return;
    }
    const target = connect(targetPort, '127.0.0.1');
    const relay = (from: Socket, to: Socket, direction: 'up' | 'down'): void => {
      sockets.add(from);
      from.on('data', (data) => {
        counts[direction] += data.length;
        to.write(data);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    };
    relay(client, target, 'up');
    relay(target, client, 'down');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get up() {
      return counts.up;
    },
    get down() {
      return counts.down;
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
