import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import { Collector } from './collector/collector.ts';
import { readMark, type StopReason } from './collector/life-mark.ts';
import { type AgentConfig, prepareDataFolder } from './config.ts';
import { isEnrolled, pinnedCertificate } from './enrol.ts';
import { type Identity, loadIdentity } from './identity/identity.ts';
import { Closers } from './lib/closers.ts';
import { AgentError, describeError } from './lib/errors.ts';
import { TwoSlotFile } from './lib/two-slot-file.ts';
import { lockFolder } from './lock.ts';
import { currentBootId } from './machine/boot.ts';
import { type Machine, thisMachine } from './machine/machine.ts';
import { stopwatch, systemClock } from './machine/system-clock.ts';
import { loadProbeConfig, saveProbeConfig } from './probe-config-file.ts';
import { DeniedTargets, probesFor } from './probe-set.ts';
import type { Probe } from './probes/probe.ts';
import { DiskSpool } from './spool/disk-spool.ts';
import type { Spool } from './spool/spool.ts';
import { statusOf, type StatusSources } from './status-of.ts';
import { type AgentStatus, writeStatus } from './status.ts';
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
  status(): AgentStatus;
  /** Stops in order: the journal says why, the server hears it. Stopping twice is harmless. */
  stop(reason: StopReason): Promise<void>;
  /** Ends at once and without a word, as a power cut would; for tests. */
  abandon(): Promise<void>;
}

/**
 * Starts an agent on a data folder that is enrolled. Rejects with `not-enrolled`, `data-folder` or `already-running`;
 * whatever it had opened by then is closed again. From then on nothing but `stop` ends it.
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
  const opened = new Closers();
  try {
    const clock = options.clock ?? systemClock();
    opened.use(await lockFolder(options.dataFolder, clock.now() - clock.mono()));
    return new RunningAgent(await openParts({ ...options, clock }, identity, server.url, opened), opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Everything that a running agent holds. */
interface Parts extends StatusSources {
  options: AgentOptions;
}

async function openParts(options: AgentOptions, identity: Identity, server: URL, opened: Closers): Promise<Parts> {
  const { dataFolder, config, log } = options;
  const clock = options.clock ?? systemClock();
  const machine = options.machine ?? thisMachine();
  const spool = opened.use(await openSpool(options));
  const { slots, value: lastValue } = await TwoSlotFile.open(path.join(dataFolder, 'alive'));
  opened.defer(() => slots.close());
  const last = readMark(lastValue);
  const bootId = currentBootId(machine.kernelBootId(), last, { at: clock.now(), mono: clock.mono() }, newId);
  const current = { config: await loadProbeConfig(dataFolder, log) };
  const denied = new DeniedTargets(log);
  const access = {
    server,
    ca: await pinnedCertificate(dataFolder, server, config.pin, log),
    agentVersion: AGENT_VERSION,
  };
  const context = { clock, stopwatch, log };
  const set = () => ({
    tickMs: config.tickMs ?? current.config?.tickMs ?? DEFAULT_TICK_MS,
    probes: options.probes ?? probesFor(context, config, current.config, machine, denied),
  });

  const onConfig = (next: ProbeConfig): void => {
    if (JSON.stringify(next) === JSON.stringify(current.config)) return;
    current.config = next;
    log.info('config-applied', { revision: next.revision });
    saveProbeConfig(dataFolder, next).catch((error: unknown) =>
      log.error('config-not-kept', { message: describeError(error) }),
    );
    collector.configure(set());
  };
  const collector: Collector = new Collector({
    agentId: identity.agentId,
    agentVersion: AGENT_VERSION,
    bootId,
    clock,
    log,
    spool,
    surroundings: machine,
    mark: { slots, last },
    onAppended: (entry) => uplink.appended(entry),
    onWake: () => uplink.wake(),
    onPulse: () => {
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
    onConfig,
    onHub: (value, detail) => collector.setHub(value, detail),
    socket: socketLinks(access),
    exchange: exchangeLinks(access, clock),
  });
  const parts: Parts = { options, clock, identity, server, spool, collector, uplink, denied, current };
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
  #stopping: Promise<void> | undefined;

  constructor(parts: Parts, opened: Closers) {
    this.#parts = parts;
    this.#opened = opened;
    const { agentId } = parts.identity;
    parts.options.log.info('agent-started', { agentId, version: AGENT_VERSION, server: parts.server.origin });
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
