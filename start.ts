/**
 * The main job on one machine: the server on an embedded database, and an agent for this very machine. Prints one
 * link. Ctrl-C stops both; the agent says goodbye first.
 *
 * Exit codes: 0 stopped, 1 failed, 2 settings wrong, 3 store unusable, 4 address unusable.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import {
  createLogger,
  readConfig,
  type RunningServer,
  StartFailed,
  startServer,
  StoreUnusable,
} from '@wardwatch/server';

const AGENT = join(import.meta.dirname, 'agent/src/main.ts');
/** The agent's exit code for "this data folder is not enrolled". */
const NOT_ENROLLED = 3;
/** An agent that ends by itself is started again after this long. */
const RESTART_AFTER_MS = 5_000;

async function main(): Promise<number> {
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const mistake of read.mistakes) console.error(mistake);
    return 2;
  }
  const { config } = read;
  const stopping = untilStopped();
  await using server = await startServer({
    config,
    log: createLogger(process.env['WARDWATCH_LOG_LEVEL'] ? config.logLevel : 'warn'),
  });
  const agentEnv = {
    ...process.env,
    WARDWATCH_AGENT_DATA: join(config.dataFolder, 'agent'),
    // The port may be another one than when this machine was enrolled.
    WARDWATCH_AGENT_SERVER: server.localUrl,
    ...(config.tls ? { WARDWATCH_AGENT_PIN: fingerprintOf(config.tls.certFile) } : {}),
  };
  const isReachable = await enrolThisMachine(server, agentEnv);
  console.log(`\n  Wardwatch:  ${server.setupUrl ?? server.url}\n\n  Ctrl-C stops it.\n`);
  if (isReachable) await keepAgentRunning(agentEnv, stopping);
  else await untilAborted(stopping);
  return 0;
}

/** The certificate as an agent pins it: a ward's own one is trusted by no system. */
function fingerprintOf(certFile: string): string {
  const hex = new X509Certificate(readFileSync(certFile)).fingerprint256.replaceAll(':', '').toLowerCase();
  return `sha256:${hex}`;
}

/** Resolves when somebody asks this process to stop. */
function untilStopped(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/**
 * Enrols this machine's agent, unless it is enrolled already. It waits for approval: whoever approves it in the console
 * confirms that this machine may be watched, and nothing is taken from it before. What the agent itself is told to attest
 * is kept as given by no person. Says whether the agent may report: it
 * refuses plain HTTP to anything but this machine's own loopback address.
 */
async function enrolThisMachine(server: RunningServer, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { protocol, hostname } = new URL(server.localUrl);
  if (protocol === 'http:' && hostname !== 'localhost') {
    console.error(
      `This machine is not watched: agents refuse plain HTTP to ${hostname}. ` +
        'Set WARDWATCH_TLS_CERT and WARDWATCH_TLS_KEY, or WARDWATCH_HOST=0.0.0.0.',
    );
    return false;
  }
  if ((await runAgent(['status'], env, 'ignore')) !== NOT_ENROLLED) return true;
  const site = await server.firstSite('Trụ sở UBND phường');
  const { code } = await server.issueCode({ siteId: site.id, preApproved: false, createdBy: 'system', attested: null });
  const pin = env['WARDWATCH_AGENT_PIN'];
  const exit = await runAgent(
    ['enrol', '--attest', '--server', server.localUrl, '--code', code, ...(pin ? ['--pin', pin] : [])],
    env,
  );
  if (exit !== 0)
    throw new Error(`this machine's agent could not be enrolled (exit code ${exit}); see its message above`);
  return true;
}

async function runAgent(
  args: string[],
  env: NodeJS.ProcessEnv,
  errors: 'inherit' | 'ignore' = 'inherit',
): Promise<number> {
  const child = spawn(process.execPath, [AGENT, ...args], { env, stdio: ['ignore', 'ignore', errors] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Runs the agent as its own process until asked to stop; starts it again when it ends by itself. */
async function keepAgentRunning(env: NodeJS.ProcessEnv, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const agent: ChildProcess = spawn(process.execPath, [AGENT, 'run'], {
      env: { WARDWATCH_AGENT_LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      // Its own group: Ctrl-C reaches us alone, and we ask it to stop.
      detached: true,
    });
    const ended = once(agent, 'exit') as Promise<[number | null]>;
    const stop = (): boolean => agent.kill('SIGTERM');
    stopping.addEventListener('abort', stop, { once: true });
    const [code] = await ended;
    stopping.removeEventListener('abort', stop);
    if (stopping.aborted) return;
    console.error(`The agent ended (exit code ${code}); it starts again in ${RESTART_AFTER_MS / 1000} s.`);
    await waitFor(RESTART_AFTER_MS, stopping);
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  const keepAlive = setInterval(() => undefined, 1 << 30);
  return new Promise((resolve) => {
    const done = (): void => {
      clearInterval(keepAlive);
      resolve();
    };
    if (signal.aborted) done();
    signal.addEventListener('abort', done, { once: true });
  });
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof StoreUnusable || error instanceof StartFailed;
  console.error(expected ? error.message : error);
  process.exitCode = error instanceof StoreUnusable ? 3 : error instanceof StartFailed ? 4 : 1;
}
