import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configFile, dataFolder, defaultDataFolder, loadConfig, prepareDataFolder, saveOptions } from './config.ts';
import { DEFAULT_DENIED } from './probes/policy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'config-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('every option has a default', async () => {
  expect(await loadConfig(folder, {})).toEqual({
    server: null,
    pin: null,
    logLevel: 'info',
    tickMs: null,
    denyTargets: [...DEFAULT_DENIED],
    allowTargets: [],
    forbidden: [],
    updateHours: null,
    ups: 'auto',
    spoolMb: 64,
    spoolDays: 30,
  });
});

test('the environment counts more than the file', async () => {
  await saveOptions(folder, { server: 'https://a.example', spoolMb: 8 });
  const config = await loadConfig(folder, { WARDWATCH_AGENT_SPOOL_MB: '16', WARDWATCH_AGENT_LOG_LEVEL: '' });
  expect(config).toMatchObject({ server: 'https://a.example', spoolMb: 16, logLevel: 'info' });
  expect(Object.isFrozen(config)).toBe(true);
});

test('an empty list of denied targets denies nothing', async () => {
  expect(await loadConfig(folder, { WARDWATCH_AGENT_DENY_TARGETS: '' })).toMatchObject({ denyTargets: [] });
  const some = await loadConfig(folder, { WARDWATCH_AGENT_DENY_TARGETS: '10.0.0.0/8, fd00::/8' });
  expect(some.denyTargets).toEqual(['10.0.0.0/8', 'fd00::/8']);
  const allowed = await loadConfig(folder, { WARDWATCH_AGENT_ALLOW_TARGETS: '192.168.1.2, 192.168.1.16/28' });
  expect(allowed.allowTargets).toEqual(['192.168.1.2', '192.168.1.16/28']);
});

test('what the file forbids stays forbidden whatever the environment says', async () => {
  await saveOptions(folder, { forbidden: ['10.20.0.0/16'] });
  expect((await loadConfig(folder, { WARDWATCH_AGENT_FORBIDDEN: '' })).forbidden).toEqual(['10.20.0.0/16']);
  const { forbidden } = await loadConfig(folder, { WARDWATCH_AGENT_FORBIDDEN: 'adapter:Ethernet 2, 10.20.0.0/16' });
  expect(forbidden).toEqual(['10.20.0.0/16', 'adapter:Ethernet 2']);
  await expect(loadConfig(folder, { WARDWATCH_AGENT_FORBIDDEN: 'eth0' })).rejects.toThrow(/forbidden.*adapter:NAME/);
});

test('names every mistake of file and environment at once', async () => {
  await writeFile(configFile(folder), JSON.stringify({ server: 'http://far.example', spolMb: 8 }));
  const failure = loadConfig(folder, {
    WARDWATCH_AGENT_TICK_MS: 'soon',
    WARDWATCH_AGENT_DENY_TARGETS: 'x',
    WARDWATCH_AGENT_SERVR: 'y',
  });
  await expect(failure).rejects.toMatchObject({ code: 'config-invalid' });
  const message = await failure.catch((error: unknown) => String(error));
  for (const name of ['server', 'spolMb', 'tickMs', 'denyTargets', 'WARDWATCH_AGENT_SERVR', 'agent.json'])
    expect(message).toContain(name);
});

test('says which file is not JSON', async () => {
  await writeFile(configFile(folder), '{');
  await expect(loadConfig(folder, {})).rejects.toThrow(/agent\.json is not JSON/);
});

test('finds the usual place of each system', () => {
  expect(defaultDataFolder({ ProgramData: 'D:\\Data' }, 'win32', false)).toBe('D:\\Data\\Wardwatch\\agent');
  expect(defaultDataFolder({}, 'linux', true)).toBe('/var/lib/wardwatch-agent');
  expect(defaultDataFolder({ XDG_STATE_HOME: '/x' }, 'linux', false)).toBe('/x/wardwatch-agent');
  expect(dataFolder('/given', { WARDWATCH_AGENT_DATA: '/env' })).toBe('/given');
  expect(dataFolder(undefined, { WARDWATCH_AGENT_DATA: '/env' })).toBe('/env');
});

test('names the data folder that cannot be used, and the way out', async () => {
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(prepareDataFolder(path.join(file, 'below'))).rejects.toThrow(/file\/below.*--data/);
});

test('takes a word or an address for where the UPS is, and never shows the password of one that is wrong', async () => {
  const option = 'nut://agent:secret@192.0.2.5/left';
  expect(await loadConfig(folder, { WARDWATCH_AGENT_UPS: option })).toMatchObject({ ups: option });
  const failure = loadConfig(folder, { WARDWATCH_AGENT_UPS: 'nut://agent:secret@192.0.2.5/left/right' });
  const message = await failure.catch((error: unknown) => String(error));
  expect(message).toContain('ups: auto, off, nut://[USER:PASSWORD@]HOST');
  expect(message).not.toContain('secret');
});
