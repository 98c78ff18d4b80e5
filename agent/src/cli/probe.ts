import { parseTarget, type ProbeConfig } from '@wardwatch/shared/model';
import { ProbeRunner } from '../collector/run-probe.ts';
import { dataFolder, loadConfig } from '../config.ts';
import { AgentError } from '../lib/errors.ts';
import { jsonLogger } from '../log.ts';
import { thisMachine } from '../machine/machine.ts';
import { stopwatch, systemClock } from '../machine/system-clock.ts';
import { loadProbeConfig } from '../probe-config-file.ts';
import { DeniedTargets, probesFor } from '../probe-set.ts';
import type { Reading } from '../probes/probe.ts';
import { type Command, EXIT, type GivenOptions, text } from './command.ts';

/** Between the two looks that a processor's load needs, milliseconds. */
const LOAD_SPAN_MS = 500;

/** `probe`: runs each probe once. */
export const probeCommand: Command = {
  summary: 'run each probe once and print what the board would see',
  usage: 'probe [options]',
  options: {
    targets: { type: 'string', value: 'LIST', help: 'probe these instead: tcp://HOST:PORT,icmp://HOST,…' },
    gateway: { type: 'string', value: 'WHICH', help: 'auto, off or an address (default: as configured, else off)' },
    dns: { type: 'string', value: 'NAMES', help: 'names to resolve, with commas' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  notes: 'Without options it uses what the server configured last. Local policy (denyTargets) holds here too.',
  run: async (shell, given) => {
    const folder = dataFolder(text(given, 'data'), shell.env);
    const config = await loadConfig(folder, shell.env);
    const log = jsonLogger('warn', (line) => shell.err(line.trimEnd()), shell.now);
    const clock = systemClock();
    const context = { clock, stopwatch, log, atOnce: true };
    const probeConfig = configured(await loadProbeConfig(folder, log), given);
    const probes = probesFor(context, config, probeConfig, thisMachine(), new DeniedTargets(log));
    const runners = probes.map((probe) => new ProbeRunner(probe, { clock, log }));
    await runners.find(({ probe }) => probe.name === 'health')?.run();
    await new Promise<void>((resolve) => clock.after(LOAD_SPAN_MS, resolve));
    const readings = await Promise.all(
      runners.map(async (runner) => ({ probe: runner.probe.name, reading: (await runner.run()) ?? {} })),
    );
    if (given['json'] === true) shell.out(JSON.stringify(readings));
    else for (const line of describeReadings(readings)) shell.out(line);
    return EXIT.ok;
  },
};

/** What to probe: as configured, with what was given on top. */
function configured(known: ProbeConfig | undefined, given: GivenOptions): ProbeConfig {
  const base = known ?? { revision: 0, tickMs: 15_000, gateway: 'off', internet: [], dnsNames: [] };
  const targets = text(given, 'targets')
    ?.split(',')
    .filter(Boolean)
    .map((one) => {
      const target = parseTarget(one);
      if (!target)
        throw new AgentError('config-invalid', `"${one}" is not a target; use tcp://HOST:PORT or icmp://HOST`);
      return target;
    });
  const dnsNames = text(given, 'dns')?.split(',').filter(Boolean);
  return {
    ...base,
    gateway: text(given, 'gateway') ?? base.gateway,
    internet: targets ?? base.internet,
    dnsNames: dnsNames ?? base.dnsNames,
  };
}

/** Readings as a table: probe, what, value. */
function describeReadings(readings: readonly { probe: string; reading: Reading }[]): string[] {
  const rows = readings.flatMap(({ probe, reading }) => {
    const facts = Object.entries(reading.facts ?? {}).map(([fact, read]) => [
      probe,
      fact,
      `${read?.value ?? 'could not be measured'}${read?.detail === undefined ? '' : ` (${read.detail})`}`,
    ]);
    const metrics = Object.entries(reading.metrics ?? {}).map(([name, value]) => [probe, name, value.toFixed(2)]);
    const events = (reading.events ?? []).map(({ kind: _kind, event, ...rest }) => [probe, event, describeEvent(rest)]);
    const all = [...facts, ...metrics, ...events];
    return all.length > 0 ? all : [[probe, '-', 'nothing to tell on this machine']];
  });
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(
    ([probe = '', name = '', value = '']) =>
      `${probe.padEnd(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${value}`,
  );
}

/** What an event says, in the words of the wire: `source nut, count 1`. */
function describeEvent(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
