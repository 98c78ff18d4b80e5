import { createServer, type Socket } from 'node:net';
import { portOf } from '../lib/port-of.ts';

/** A daemon that answers what a real one would not: garbage, pieces, silence. */
export interface FakeDaemon extends AsyncDisposable {
  readonly port: number;
  /** Everything that it was sent. */
  received(): string;
}

/** Listens on loopback and hands each piece that comes in to `answer`, with the socket to write to. */
export async function startFakeDaemon(answer: (socket: Socket, piece: Buffer) => void): Promise<FakeDaemon> {
  let received = '';
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      received += piece.toString('latin1');
      answer(socket, piece);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    received: () => received,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
