/** The server of `pnpm dev`, with simulated devices. Restarted on each change; what it stored stays. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { enrol, loadConfig, type Probe, startAgent } from '@wardwatch/agent';
import { createLogger, readConfig, startServer } from '@wardwatch/server';
import { silentLogger } from '@wardwatch/shared/lib';
import { ATTESTATION } from '@wardwatch/shared/model';
import { figureSource } from '../sim/figures.ts';
import { seededRandom } from '../sim/random.ts';
import { ADMIN, ATTESTED_BY_TEST, makeAdmin } from './admin.ts';

const DEVICES = ['Máy tính mini (mẫu)', 'Máy quầy 01 (mẫu)', 'Máy trực (mẫu)'];
const TICK_MS = 5_000;

/** A probe that makes figures up, and loses the line for a minute now and then. */
function madeUpProbe(seed: number): Probe {
  const random = seededRandom(seed);
  const source = figureSource(random);
  let downUntil = 0;
  return {
    name: 'made-up',
    timeoutMs: 1_000,
    facts: ['gateway', 'internet', 'dns', 'mains'],
    watchesNetwork: false,
    run: async () => {
      const now = Date.now();
      if (random() < 0.01) downUntil = now + 60_000;
      const line = now < downUntil ? ('down' as const) : ('up' as const);
      const figures = Object.entries(source.minute(now)).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : value[1],
      ]);
      return {
        facts: { gateway: { value: 'up' }, internet: { value: line }, dns: { value: line }, mains: { value: 'on' } },
        metrics: Object.fromEntries(figures) as Record<string, number>,
      };
    },
  };
}

const read = readConfig({
  ...process.env,
  WARDWATCH_INTERNET_TARGETS: '',
  WARDWATCH_DNS_NAMES: '',
  WARDWATCH_GATEWAY: 'off',
});
if (!read.ok) throw new Error(read.mistakes.join('\n'));
const { config } = read;
await using running = new AsyncDisposableStack();
const server = running.use(await startServer({ config, log: createLogger('warn') }));
await makeAdmin(server);
const site = await server.firstSite('Trụ sở UBND phường (mẫu)');
for (const [index, name] of DEVICES.entries()) {
  const dataFolder = join(config.dataFolder, `agent-${index}`);
  await mkdir(dataFolder, { recursive: true });
  const options = await loadConfig(dataFolder, {});
  if (options.server === null) {
    const { code } = await server.issueCode({
      siteId: site.id,
      preApproved: true,
      createdBy: 'system',
      attested: ATTESTED_BY_TEST,
    });
    await enrol({
      dataFolder,
      server: server.url,
      code,
      name,
      attestation: ATTESTATION,
      forbidden: [],
      log: silentLogger,
    });
  }
  const agentConfig = { ...(await loadConfig(dataFolder, {})), tickMs: TICK_MS };
  running.use(
    await startAgent({ dataFolder, config: agentConfig, log: silentLogger, probes: [madeUpProbe(index + 1)] }),
  );
}
console.log(`API on ${server.url}; sign in as ${ADMIN.name} with: ${ADMIN.password}`);
await new Promise<void>((resolve) => {
  const keepAlive = setInterval(() => undefined, 1 << 30);
  process.once('SIGTERM', () => {
    clearInterval(keepAlive);
    resolve();
  });
});
