import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import { Collector } from './collector/collector.ts';
import { ConfigPace } from './collector/config-pace.ts';
import { readMark, type StopReason } from './collector/life-mark.ts';
import { type AgentConfig, forbiddenOf, prepareDataFolder } from './config.ts';
import { isEnrolled, pinnedCertificate } from './enrol.ts';
import { type Identity, loadIdentity } from './identity/identity.ts';
import { Closers } from './lib/closers.ts';
import { AgentError, describeError } from './lib/errors.ts';
import { LineUse } from './lib/line-use.ts';
import { TwoSlotFile } from './lib/two-slot-file.ts';
import { lockFolder } from './lock.ts';
import { currentBootId } from './machine/boot.ts';
import { type Machine, thisMachine } from './machine/machine.ts';
import { stopwatch, systemClock } from './machine/system-clock.ts';
import { NetworkGuard } from './network-guard.ts';
import { loadProbeConfig, saveProbeConfig } from './probe-config-file.ts';
import { DeniedTargets, probesFor } from './probe-set.ts';
import type { Probe } from './probes/probe.ts';
import { DiskSpool } from './spool/disk-spool.ts';
import type { Spool } from './spool/spool.ts';
import { statusOf, type StatusSources } from './status-of.ts';
import { type AgentStatus, writeRefusal, writeStatus } from './status.ts';
import { exchangeLinks } from './uplink/exchange.ts';
import { socketLinks } from './uplink/socket.ts';
import { checkServerUrl } from './uplink/trust.ts';
import { Uplink } from './uplink/uplink.ts';
import { AGENT_VERSION } from './version.ts';

export { type AgentConfig, loadConfig } from './config.ts';
export { enrol, type EnrolOptions } from './enrol.ts';
export { AgentError, type AgentErrorCode } from './lib/errors.ts';
export { type Machine, thisMachine } from './machine/machine.ts';
export { systemClock } from './machine/system-clock.ts';
export { DeniedTargets, probesFor } from './probe-set.ts';
export type { Probe, Reading } from './probes/probe.ts';
export type { AgentStatus } from './status.ts';

/** Interval of the probes until the server says another, milliseconds. */
const DEFAULT_TICK_MS = 15_000;
const MB = 1_048_576;
const DAY_MS = 86_400_000;

/** What an agent is built from. All but the first three have the machine's own as their default. */
export interface AgentOptions {
  dataFolder: string;
  config: AgentConfig;
  log: Logger;
  clock?: Clock;
  /** A draw from [0, 1), for back-off alone. */
  random?: () => number;
  machine?: Machine;
  /** Exactly these probes, whatever the server configures. */
  probes?: readonly Probe[];
}

/** A running agent. Disposing it is stopping it on request. */
export interface Agent extends AsyncDisposable {
  readonly agentId: string;
  /** Resolves when the agent has ended by itself, because the machine touches a forbidden network; else never. */
  readonly refused: Promise<AgentError>;
  status(): AgentStatus;
  /** Stops in order: the journal says why, the server hears it. Stopping twice is harmless. */
  stop(reason: StopReason): Promise<void>;
  /** Ends at once and without a word, as a power cut would; for tests. */
  abandon(): Promise<void>;
}

/**
 * Starts an agent on a data folder that is enrolled. Rejects with `not-enrolled`, `data-folder`, `already-running` or
 * `forbidden-network`; whatever it had opened by then is closed again. From then on nothing but `stop` ends it, and a
 * network that the machine must not touch.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  await prepareDataFolder(options.dataFolder);
  const identity = await loadIdentity(options.dataFolder);
  const server = options.config.server === null ? undefined : checkServerUrl(options.config.server);
  if (!identity || !server?.ok || !(await isEnrolled(options.dataFolder))) {
    throw new AgentError(
      'not-enrolled',
      `${options.dataFolder} is not enrolled; run \`wardwatch-agent enrol\` with a code from the console`,
    );
  }
  const clock = options.clock ?? systemClock();
  const guard = await clearGuard(options, clock);
  const opened = new Closers();
  try {
    opened.use(await lockFolder(options.dataFolder, clock.now() - clock.mono()));
    return new RunningAgent(await openParts({ ...options, clock }, identity, server.url, guard, opened), opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The guard of a machine that touches nothing forbidden; else the refusal is kept for `status` and thrown. */
async function clearGuard({ dataFolder, config, machine, log }: AgentOptions, clock: Clock): Promise<NetworkGuard> {
  const guard = new NetworkGuard({
    forbidden: forbiddenOf(config),
    interfaces: () => (machine ?? thisMachine()).interfaces(),
  });
  const found = guard.look();
  await writeRefusal(dataFolder, found && { at: clock.now(), message: found.message });
  if (!found) return guard;
  log.error('forbidden-network', { message: found.message });
  throw found;
}

/** Everything that a running agent holds. */
interface Parts extends StatusSources {
  options: AgentOptions;
  guard: NetworkGuard;
}

async function openParts(
  options: AgentOptions,
  identity: Identity,
  server: URL,
  guard: NetworkGuard,
  opened: Closers,
): Promise<Parts> {
  const { dataFolder, config, log } = options;
  const clock = options.clock ?? systemClock();
  const machine = options.machine ?? thisMachine();
  const spool = opened.use(await openSpool(options));
  const { slots, value: lastValue } = await TwoSlotFile.open(path.join(dataFolder, 'alive'));
  opened.defer(() => slots.close());
  const last = readMark(lastValue);
  const bootId = currentBootId(machine.kernelBootId(), last, { at: clock.now(), mono: clock.mono() }, newId);
  const evidence = last && last.bootId !== bootId ? await machine.lastStop?.(last, { clock, log }) : undefined;
  const current = { config: await loadProbeConfig(dataFolder, log) };
  const denied = new DeniedTargets(log);
  const access = {
    server,
    ca: await pinnedCertificate(dataFolder, server, config.pin, log),
    agentVersion: AGENT_VERSION,
    use: new LineUse(),
  };
  const own = { identity, access, dataFolder };
  const context = { clock, stopwatch, log };
  const set = () => ({
    tickMs: config.tickMs ?? current.config?.tickMs ?? DEFAULT_TICK_MS,
    probes: options.probes ?? probesFor(context, config, current.config, machine, denied, own),
  });

  const pace = new ConfigPace<ProbeConfig>(clock, (next) => {
    if (JSON.stringify(next) === JSON.stringify(current.config)) return;
    current.config = next;
    log.info('config-applied', { revision: next.revision });
    saveProbeConfig(dataFolder, next).catch((error: unknown) =>
      log.error('config-not-kept', { message: describeError(error) }),
    );
    collector.configure(set());
  });
  opened.defer(async () => pace.stop());
  const collector: Collector = new Collector({
    agentId: identity.agentId,
    agentVersion: AGENT_VERSION,
    bootId,
    clock,
    log,
    spool,
    surroundings: { ...machine, networkSignature: guard.watching(() => machine.networkSignature()) },
    mark: { slots, last, evidence },
    onAppended: (entry) => uplink.appended(entry),
    onWake: () => uplink.wake(),
    onPulse: () => {
      uplink.pulse();
      const status = statusOf(parts);
      writeStatus(dataFolder, status).catch((error: unknown) =>
        log.warn('status-not-written', { message: describeError(error) }),
      );
    },
  });
  const uplink: Uplink = new Uplink({
    clock,
    log,
    random: options.random ?? Math.random,
    spool,
    identity,
    bootId,
    instance: newId(),
    agentVersion: AGENT_VERSION,
    present: () => collector.present(),
    configRevision: () => current.config?.revision ?? 0,
    onConfig: (next) => pace.offer(next),
    onHub: (value, detail) => collector.setHub(value, detail),
    socket: guard.before(socketLinks(access)),
    exchange: guard.before(exchangeLinks(access, clock)),
  });
  const parts: Parts = { options, guard, clock, identity, server, spool, collector, uplink, denied, current };
  await collector.start(set());
  uplink.start();
  return parts;
}

/** Twelve letters carry 72 random bits: unique for an agent, and short, since each batch carries two of them. */
function newId(): string {
  return randomBytes(9).toString('base64url');
}

async function openSpool({ dataFolder, config, log }: AgentOptions): Promise<Spool> {
  const folder = path.join(dataFolder, 'spool');
  const bounds = { maxBytes: config.spoolMb * MB, maxAgeMs: config.spoolDays * DAY_MS };
  try {
    return await DiskSpool.open({ folder, bounds, newEpoch: newId, log });
  } catch (error) {
    const message = `the journal in ${folder} cannot be opened (${describeError(error)}); check the disk and the rights on it`;
    throw new AgentError('data-folder', message, { cause: error });
  }
}

class RunningAgent implements Agent {
  readonly #parts: Parts;
  readonly #opened: Closers;
  readonly refused: Promise<AgentError>;
  #stopping: Promise<void> | undefined;

  constructor(parts: Parts, opened: Closers) {
    this.#parts = parts;
    this.#opened = opened;
    const { agentId } = parts.identity;
    parts.options.log.info('agent-started', { agentId, version: AGENT_VERSION, server: parts.server.origin });
    this.refused = new Promise((resolve, reject) => {
      parts.guard.whenTouched((found) => {
        this.#stopping ??= this.#fallSilent(found);
        this.#stopping.then(() => resolve(found), reject);
      });
    });
  }

  get agentId(): string {
    return this.#parts.identity.agentId;
  }

  status(): AgentStatus {
    return statusOf(this.#parts);
  }

  stop(reason: StopReason): Promise<void> {
    this.#stopping ??= this.#end(reason);
    return this.#stopping;
  }

  abandon(): Promise<void> {
    this.#stopping ??= this.#end(undefined);
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop('request');
  }

  /**
   * The connection is cut before anything else happens, so that not a word goes out. The journal says that the agent
   * was stopped, and not why: a later start must not take the gap for a power cut.
   */
  async #fallSilent(found: AgentError): Promise<void> {
    const { collector, uplink, options, clock } = this.#parts;
    options.log.error('forbidden-network', { message: found.message });
    try {
      const cut = uplink.stop(undefined);
      // At once, not after the cut: the look that found it must not note the name of that network.
      await collector.stop('request');
      await cut;
      await writeRefusal(options.dataFolder, { at: clock.now(), message: found.message });
    } finally {
      await this.#opened.close();
    }
  }

  /** In reverse of the start: no new entries, then the last ones out, then the files. */
  async #end(reason: StopReason | undefined): Promise<void> {
    const { collector, uplink, options } = this.#parts;
    try {
      await collector.stop(reason);
      await uplink.stop(reason);
      if (reason !== undefined) await writeStatus(options.dataFolder, this.status());
    } finally {
      await this.#opened.close();
      options.log.info('agent-stopped', { reason });
    }
  }
}
