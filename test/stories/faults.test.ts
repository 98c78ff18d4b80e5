import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { enrolWire, WireAgent } from '../kit/wire-agent.ts';

const SERVER = 'server/src/main.ts';

/** Runs the server's program until it ends; gives its exit code and what it printed. */
async function startAndEnd(env: Record<string, string>) {
  await using server = startNode(SERVER, [], { WARDWATCH_LOG_LEVEL: 'error', ...env });
  return { code: await server.ended(), text: server.lines.join('\n') };
}

describe('a server that cannot start', () => {
  it('names every wrong setting', async () => {
    const { code, text } = await startAndEnd({ WARDWATCH_PORT: 'http', DATABASE_URL: 'mysql://x' });
    expect(code).toBe(2);
    expect(text).toMatch(/WARDWATCH_PORT[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*WARDWATCH_PORT/);
  });

  it('names the port that is in use', async () => {
    await using folder = await temporaryFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, text } = await startAndEnd({ WARDWATCH_PORT: String(port), WARDWATCH_DATA: folder.path });
    other.close();
    expect(code).toBe(4);
    expect(text).toContain(`port ${port} on 127.0.0.1 is in use`);
  });

  it('names a data folder that it cannot use', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'file'), '');
    const { code, text } = await startAndEnd({ WARDWATCH_PORT: '0', WARDWATCH_DATA: join(folder.path, 'file') });
    expect(code).toBe(3);
    expect(text).toContain(join(folder.path, 'file'));
  });

  it('names the database host that does not answer, and never its password', async () => {
    await using folder = await temporaryFolder();
    const { code, text } = await startAndEnd({
      WARDWATCH_PORT: '0',
      WARDWATCH_DATA: folder.path,
      DATABASE_URL: 'postgres://ward:a-secret-word@127.0.0.1:9/ward',
    });
    expect(code).toBe(3);
    expect(text).toContain('127.0.0.1');
    expect(text).not.toContain('a-secret-word');
  });
});

it('acknowledges nothing on a full disk, loses nothing, and goes on when there is room', async (context) => {
  const canMount = process.platform === 'linux' && process.getuid?.() === 0;
  if (!canMount) context.skip('a full disk needs Linux and root, for a small file system of its own');
  await using folder = await temporaryFolder();
  const disk = join(folder.path, 'disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
  try {
    await using system = await startSystem({ dataFolder: disk });
    const { identity } = await enrolWire(system.url, await system.code());
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    const filler = join(disk, 'filler');
    await writeFile(filler, Buffer.alloc(1));
    for (let size = 4 * 1024 * 1024; size >= 4_096; size /= 2) await fill(filler, size);
    const entries = Array.from({ length: 400 }, (_, index) => ({
      seq: index + 1,
      at: Date.now(),
      mono: 1_000_000,
      kind: 'fact',
      fact: 'internet',
      value: index % 2 === 0 ? 'up' : 'down',
      detail: 'x'.repeat(150),
    }));
    agent.batch(entries);
    expect(await agent.closed()).toBe(4010);
    expect(agent.frames.some((frame) => frame.t === 'ack')).toBe(false);

    await rm(filler);
    await using again = await WireAgent.connect(system.url, identity);
    expect((await again.welcomed()).acknowledged).toBe(0);
    again.batch(entries);
    expect(await again.ack()).toMatchObject({ upTo: 400 });
    expect(await system.server.store.journal.counts(identity.agentId)).toMatchObject({ facts: 400 });
    await until('the server is ready', async () => (await fetch(`${system.url}/readyz`)).ok);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
}, 30_000);

/** Adds so many bytes to a file, where there is room for them. */
async function fill(file: string, bytes: number): Promise<void> {
  try {
    await writeFile(file, Buffer.alloc(bytes), { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
