import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What the resolver of a test does with every question. */
export type DnsAnswer = 'address' | 'no-data' | 'no-such-name' | 'failure' | 'silence';

/** A resolver on loopback. */
export interface DnsServer extends AsyncDisposable {
  /** `host:port`. */
  address: string;
  /** Resolves with the first question. */
  asked: Promise<unknown>;
}

/** Response codes of RFC 1035. */
const CODES = { address: 0, 'no-data': 0, failure: 2, 'no-such-name': 3 } as const;
/** `192.0.2.1` for a minute, for the name of the question. */
const RECORD = Buffer.from('c00c000100010000003c0004c0000201', 'hex');

/** Starts the resolver. */
export async function dnsServer(answer: DnsAnswer): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    if (answer !== 'silence') socket.send(reply(question, answer), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked: once(socket, 'message'),
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function reply(question: Buffer, answer: keyof typeof CODES): Buffer {
  // The header and the one question; what else the resolver's library adds is left out.
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180 | CODES[answer], 2);
  const answers = answer === 'address' ? [RECORD] : [];
  head.writeUInt16BE(answers.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, ...answers]);
}
