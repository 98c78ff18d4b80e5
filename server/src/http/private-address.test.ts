import { describe, expect, it } from 'vitest';
import { hostOf, isLoopbackHost, isPrivateHost } from './private-address.ts';

describe('isPrivateHost', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '172.31.0.1',
    '169.254.9.9',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
  ])('knows %s for private', (host) => expect(isPrivateHost(host)).toBe(true));

  it.each([
    'fd00::1',
    '::ffff:10.0.0.1',
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    '2130706433',
    '0x7f000001',
    '127.1',
  ])('is not misled by %s', (host) => expect(isPrivateHost(host)).toBe(true));

  it.each(['192.0.2.1', '203.0.113.9', '2001:db8::1', 'portal.example.com', 'ten.local.example'])(
    'lets %s be',
    (host) => expect(isPrivateHost(host)).toBe(false),
  );
});

describe('hostOf', () => {
  const common = { id: 'x', everyMs: 60_000, slowMs: 5_000 };
  it('finds the host of each kind of check', () => {
    expect(hostOf({ ...common, kind: 'http', url: 'https://[::1]:8443/x' })).toBe('::1');
    expect(hostOf({ ...common, kind: 'http', url: 'http://0x7f.1/' })).toBe('127.0.0.1');
    expect(hostOf({ ...common, kind: 'tls', host: 'sign.example.com', port: 443 })).toBe('sign.example.com');
    expect(hostOf({ ...common, kind: 'dns', name: 'portal.example.com' })).toBe('portal.example.com');
  });
});

describe('isLoopbackHost', () => {
  it.each(['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.9.9.9', '0.0.0.0', '[::1]', '::'])(
    'knows %s for the machine itself',
    (host) => expect(isLoopbackHost(host)).toBe(true),
  );
  it.each(['ward.example', '192.168.1.10', 'localhost.example', '[2001:db8::1]'])('leaves %s', (host) =>
    expect(isLoopbackHost(host)).toBe(false),
  );
});
