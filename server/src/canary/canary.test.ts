import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { networkAsk, parseCanary } from './canary.ts';
import { dnsServer, type DnsAnswer } from './dns-server.fixtures.ts';

const never = new AbortController().signal;

describe('a canary is read from', () => {
  it.each([
    ['tcp://192.0.2.1:53', { kind: 'tcp', host: '192.0.2.1', port: 53 }],
    ['tcp://[2001:db8::1]:443', { kind: 'tcp', host: '2001:db8::1', port: 443 }],
    ['dns:example.com', { kind: 'dns', name: 'example.com' }],
  ])('%s', (text, canary) => {
    expect(parseCanary(text)).toEqual(canary);
  });

  it.each(['', 'dns:', 'dns:-x', 'dns:a b', `dns:${'a'.repeat(254)}`, 'icmp://192.0.2.1', 'tcp://192.0.2.1', 'dns//x'])(
    'nothing like %j',
    (text) => {
      expect(parseCanary(text)).toBeUndefined();
    },
  );
});

describe('a TCP canary', () => {
  it('answers by accepting a connection, and is let go at once', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const closed = once(server, 'connection').then(([socket]) => once(socket.resume(), 'close'));
    const ask = networkAsk();
    expect(await ask({ kind: 'tcp', host: '127.0.0.1', port }, never)).toBe(true);
    await closed;
    server.close();
    await once(server, 'close');
    expect(await ask({ kind: 'tcp', host: '127.0.0.1', port }, never)).toBe(false);
  });
});

describe('a DNS canary', () => {
  async function asked(answer: DnsAnswer, signal = never): Promise<boolean> {
    await using server = await dnsServer(answer);
    return await networkAsk([server.address])({ kind: 'dns', name: 'canary.example' }, signal);
  }

  it.each([
    ['address', true],
    ['no-data', true],
    ['no-such-name', false],
    ['failure', false],
  ] as const)('that gives %s answers: %s', async (answer, isThere) => {
    expect(await asked(answer)).toBe(isThere);
  });

  it('that is silent is given up with the signal', async () => {
    const ending = new AbortController();
    await using server = await dnsServer('silence');
    const answer = networkAsk([server.address])({ kind: 'dns', name: 'canary.example' }, ending.signal);
    await server.asked;
    ending.abort();
    expect(await answer).toBe(false);
  });
});
