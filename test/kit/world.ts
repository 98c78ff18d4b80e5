/**
 * The world beyond the router, for the little network: a name server that knows every name, and one TCP port that
 * answers. `node world.ts ADDRESS [--without-dns]`; prints a line when it listens.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';

const address = process.argv[2] ?? '127.0.0.1';

/** The answer to a DNS question for an A record: this very address (RFC 1035 § 4). */
function answer(question: Buffer): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const end = question.indexOf(0, 12) + 5;
  const record = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...address.split('.').map(Number)]);
  return Buffer.concat([head.subarray(0, end), record]);
}

if (!process.argv.includes('--without-dns')) {
  const dns = createSocket('udp4');
  dns.on('message', (question, from) => dns.send(answer(question), from.port, from.address));
  dns.bind(53, address);
  await once(dns, 'listening');
}
const tcp = createServer((socket) => socket.end());
tcp.listen(443, address);
await once(tcp, 'listening');
console.log('listening');
