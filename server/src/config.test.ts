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

  it('has a line in .env.example for each variable, with its default', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const given = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value] as const),
    );
    expect(Object.keys(given).toSorted()).toEqual(Object.keys(environment.entries).toSorted());
    expect(readConfig(given)).toEqual(readConfig({}));
  });
});
