import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';

/** zabbix-agent2 takes no port above 32767, and the system hands out those above that by itself. */
const [LOWEST, COUNT] = [20_000, 12_000];

let next = process.pid;

/** A port of loopback below 32000 that nobody listens on just now; another one each time. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries++) {
    const port = LOWEST + (next++ % COUNT);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (isFree) return port;
  }
  throw new Error('no free port on loopback');
}
