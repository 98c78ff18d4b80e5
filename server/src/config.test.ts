import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environment, readConfig } from './config.ts';

describe('readConfig', () => {
  it('starts with nothing set', () => {
    const read = readConfig({});
    expect(read).toMatchObject({
      ok: true,
      config: { host: '127.0.0.1', port: 8148, databaseUrl: undefined, tls: undefined },
    });
  });

  it('reports every mistake at once, by name', () => {
    const read = readConfig({
      WARDWATCH_PORT: 'http',
      DATABASE_URL: 'mysql://x',
      WARDWATCH_INTERNET_TARGETS: 'udp://x',
    });
    expect(read.ok).toBe(false);
    const mistakes = read.ok ? [] : read.mistakes;
    expect(mistakes.some((line) => line.startsWith('WARDWATCH_PORT'))).toBe(true);
    expect(mistakes.some((line) => line.startsWith('DATABASE_URL'))).toBe(true);
    expect(mistakes.some((line) => line.startsWith('WARDWATCH_INTERNET_TARGETS'))).toBe(true);
  });

  it('wants certificate and key together', () => {
    expect(readConfig({ WARDWATCH_TLS_CERT: 'a.pem' })).toMatchObject({ ok: false });
  });

  it('lets the probes be emptied, and numbers each content differently', () => {
    const some = readConfig({});
    const none = readConfig({ WARDWATCH_INTERNET_TARGETS: '', WARDWATCH_DNS_NAMES: '' });
    if (!some.ok || !none.ok) throw new Error('both must be readable');
    expect(none.config.probes).toMatchObject({ internet: [], dnsNames: [] });
    expect(none.config.probes.revision).not.toBe(some.config.probes.revision);
  });

  it('asks no canary unless told to, and says which ones it cannot understand', () => {
    expect(readConfig({})).toMatchObject({ ok: true, config: { canaries: [], lostLedgerKeys: [] } });
    expect(readConfig({ WARDWATCH_CANARIES: 'tcp://192.0.2.1:53, dns:example.com' })).toMatchObject({
      ok: true,
      config: {
        canaries: [
          { kind: 'tcp', host: '192.0.2.1', port: 53 },
          { kind: 'dns', name: 'example.com' },
        ],
      },
    });
    for (const wrong of ['icmp://192.0.2.1', 'dns:', 'dns:-f', 'tcp://192.0.2.1', 'http://x:1']) {
      const read = readConfig({ WARDWATCH_CANARIES: wrong });
      expect(read.ok ? [] : read.mistakes).toEqual([expect.stringContaining(`WARDWATCH_CANARIES.0: "${wrong}"`)]);
    }
    expect(readConfig({ WARDWATCH_LOST_LEDGER_KEYS: 'abc' })).toMatchObject({ ok: false });
  });

  it('has a line in .env.example for each variable, with its default', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const given = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value] as const),
    );
    expect(Object.keys(given).toSorted()).toEqual(Object.keys(environment.entries).toSorted());
    expect(readConfig(given)).toEqual(readConfig({}));
  });
});
