import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type PushRequest, pushRequest } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillScripts } from './fill-script.ts';

const KEY = 'A-key_of-32-letters_0123456789AB';
/** Each run starts some dozens of small programs, on a machine that may be busy. */
const SLOW = { timeout: 60_000 };
const missing = ['busybox', 'curl'].find((program) => spawnSync(program, ['--help']).error !== undefined);

/** What answers the pushes, and a point that runs a script under BusyBox' shell. */
interface World {
  server: Server;
  folder: string;
  /** Status of the next answers. */
  status: number;
  /** What the pushes said. */
  pushes: PushRequest[];
  port: number;
  up: number;
  bootId: string;
}

let world: World;

beforeEach(async (context) => {
  if (missing !== undefined) context.skip(`${missing} is missing (Debian: package ${missing})`);
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      world.pushes.push(v.parse(pushRequest, JSON.parse(text)));
      response.writeHead(world.status).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-points-'));
  world = { server, folder, status: 200, pushes: [], port, up: 3_600, bootId: 'boot-1' };
});

afterEach(() => {
  world.server.closeAllConnections();
  world.server.close();
  rmSync(world.folder, { recursive: true, force: true });
});

/** A folder with BusyBox' tools, and with curl or without. */
function tools(withCurl: boolean): string {
  const folder = join(world.folder, withCurl ? 'bin-curl' : 'bin');
  mkdirSync(folder, { recursive: true });
  execFileSync('busybox', ['--install', '-s', folder]);
  if (!withCurl) return folder;
  symlinkSync(execFileSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).trim(), join(folder, 'curl'));
  return folder;
}

interface Run {
  platform?: 'openwrt' | 'curl';
  path: string;
  port?: number;
}

/** One run, as cron would start it; gives its exit code. */
async function run({ platform = 'openwrt', path, port = world.port }: Run): Promise<number | null> {
  const proc = join(world.folder, 'proc');
  mkdirSync(join(proc, 'sys/kernel/random'), { recursive: true });
  writeFileSync(join(proc, 'uptime'), `${world.up}.25 1.00\n`);
  writeFileSync(join(proc, 'loadavg'), '0.25 0.20 0.10 1/50 1234\n');
  writeFileSync(join(proc, 'sys/kernel/random/boot_id'), `${world.bootId}\n`);
  const url = `http://127.0.0.1:${port}/api/push`;
  const script = join(world.folder, platform);
  writeFileSync(script, (await fillScripts({ url, key: KEY, everyMs: 60_000 }))[platform]?.text ?? '');
  const child = spawn(join(path, 'ash'), [script], {
    stdio: 'ignore',
    env: {
      PATH: path,
      WARDWATCH_PROC: proc,
      WARDWATCH_STATE: state(),
      WARDWATCH_BOOTS: join(world.folder, 'boots'),
      WARDWATCH_JITTER: '0',
      WARDWATCH_TIMEOUT: '2',
    },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  world.up += 60;
  return code;
}

const state = (): string => join(world.folder, 'state');
const kept = (): string => readFileSync(join(state(), 'changes'), 'utf8');

describe.each([
  ['OpenWrt, with curl', { platform: 'openwrt', withCurl: true }],
  ['OpenWrt, with BusyBox’ wget', { platform: 'openwrt', withCurl: false }],
  ['any system with curl', { platform: 'curl', withCurl: true }],
] as const)('the script of %s', SLOW, (_what, { platform, withCurl }) => {
  it.each([401, 403, 429, 503])('calls an answer %i refused, and no cut of the line', async (status) => {
    const path = tools(withCurl);
    world.status = status;
    expect(await run({ platform, path })).not.toBe(0);
    expect(await run({ platform, path })).not.toBe(0);
    expect(kept().trim().split('\n')).toEqual([expect.stringMatching(/^\{"up":3600\.25,"wan":[01],"refused":1\}$/)]);
    world.status = 200;
    expect(await run({ platform, path })).toBe(0);
    expect(world.pushes.at(-1)?.changes).toMatchObject([{ up: 3_600.25, refused: true }]);
    expect(await run({ platform, path })).toBe(0);
    expect(world.pushes.at(-1)?.changes).toBeUndefined();
  });

  it('keeps a cut of the line, and tells it from the refusal that follows', async () => {
    const path = tools(withCurl);
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    expect(await run({ platform, path, port })).not.toBe(0);
    world.status = 503;
    expect(await run({ platform, path })).not.toBe(0);
    world.status = 200;
    expect(await run({ platform, path })).toBe(0);
    expect(world.pushes.at(-1)?.changes).toMatchObject([
      { up: 3_600.25, sent: false },
      { up: 3_660.25, refused: true },
    ]);
  });
});

describe('the state that a script keeps', SLOW, () => {
  const lock = (words: string): void => {
    mkdirSync(join(state(), 'lock'), { recursive: true });
    writeFileSync(join(state(), 'lock/pid'), `${words}\n`);
  };

  it.each([
    ['of another boot, though a process has its number', () => `${process.pid} boot-0 3590`],
    ['older than five minutes', () => `${process.pid} boot-1 3200`],
    ['of a process that is gone', () => '4194304 boot-1 3590'],
    ['that was cut short', () => '1'],
  ])('has no lock %s', async (_what, words) => {
    lock(words());
    expect(await run({ path: tools(true) })).toBe(0);
  });

  it('is locked while another run lives', async () => {
    lock(`${process.pid} boot-1 3590`);
    expect(await run({ path: tools(true) })).toBe(3);
    expect(world.pushes).toEqual([]);
  });

  it('is void after a restart, however long the machine is up again', async () => {
    const path = tools(true);
    world.up = 30;
    world.status = 503;
    await run({ path });
    world.bootId = 'boot-2';
    world.status = 200;
    expect(await run({ path })).toBe(0);
    expect(world.pushes.at(-1)).not.toHaveProperty('changes');
    expect(world.pushes.map(({ boots }) => boots)).toEqual([1, 2]);
  });
});
