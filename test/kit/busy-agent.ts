/**
 * A real agent with a probe that never rests: every tick turns every fact over, and each entry carries the number of
 * its turn. So what arrived can be checked for gaps and repeats. `node busy-agent.ts DATA_FOLDER TICK_MS`.
 */
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { loadConfig, type Probe, startAgent } from '@wardwatch/agent';
import { silentLogger } from '@wardwatch/shared/lib';

const [dataFolder = '', tickMs = '100'] = process.argv.slice(2);
const run = randomBytes(6).toString('hex');
let turn = 0;

const busy: Probe = {
  name: 'busy',
  timeoutMs: 1_000,
  facts: ['gateway', 'internet', 'dns', 'wifi'],
  watchesNetwork: false,
  run: async () => {
    turn += 1;
    const value = turn % 2 === 0 ? ('up' as const) : ('down' as const);
    const fact = { value, detail: `${run} ${turn}` };
    return { facts: { gateway: fact, internet: fact, dns: fact, wifi: fact }, metrics: {} };
  },
};

const config = await loadConfig(dataFolder, process.env);
const agent = await startAgent({
  dataFolder,
  config: { ...config, tickMs: Number(tickMs) },
  log: silentLogger,
  probes: [busy],
});
console.log('running');
process.once('SIGTERM', () => {
  agent.stop('request').then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
