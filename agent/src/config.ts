import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describeIssues } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { AgentError, describeError, systemCode } from './lib/errors.ts';
import { makeFolder, readIfThere, replaceFile } from './lib/files.ts';
import { LOG_LEVELS } from './log.ts';
import { type Forbidden, parseForbidden } from './machine/forbidden.ts';
import { DEFAULT_DENIED, subnetProblem } from './probes/policy.ts';
import { parseUpsOption, UPS_OPTION_FORMS } from './probes/power/ups-option.ts';
import { parseHours } from './update/hours.ts';
import { checkServerUrl, normalisePin } from './uplink/trust.ts';

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const subnets = v.pipe(
  v.array(v.string()),
  v.maxLength(256),
  v.check((list) => list.every((text) => subnetProblem(text) === undefined), 'subnets such as 10.0.0.0/8'),
);

/** Options of the agent. README.md says what each is for; none has to be set. */
const options = v.strictObject({
  /** Address of the server; null as long as the machine is not enrolled. */
  server: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((text) => checkServerUrl(text).ok, 'a server address, https://…'),
      ),
    ),
    null,
  ),
  /** Fingerprint of the certificate that is trusted instead of the system's authorities. */
  pin: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((text) => normalisePin(text) !== undefined, 'sha256: and 64 hex digits'),
      ),
    ),
    null,
  ),
  logLevel: v.optional(v.picklist(LOG_LEVELS), 'info'),
  /** Interval of the connectivity probes, milliseconds; null for what the server says. */
  tickMs: v.optional(v.nullable(whole(1_000, 600_000)), null),
  /** Subnets that are never probed, whatever the server says. */
  denyTargets: v.optional(subnets, [...DEFAULT_DENIED]),
  /** Subnets and addresses that may be probed although `denyTargets` holds them: devices to watch, portals inside. */
  allowTargets: v.optional(subnets, []),
  /** Subnets and adapters (`adapter:NAME`) that a watched machine must not touch. Never leaves the machine. */
  forbidden: v.optional(
    v.pipe(
      v.array(v.string()),
      v.maxLength(256),
      v.check((list) => parseForbidden(list).ok, 'subnets such as 10.20.0.0/16, or adapter:NAME'),
    ),
    [],
  ),
  /** Local hours in which `update --scheduled` may act, `22-5`; null for by hand alone. */
  updateHours: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((text) => parseHours(text) !== undefined, 'hours such as 22-5'),
      ),
    ),
    null,
  ),
  /** Where the UPS is read from; README.md § Power. */
  ups: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => parseUpsOption(text) !== undefined, UPS_OPTION_FORMS),
    ),
    'auto',
  ),
  /** Bounds of the journal: megabytes, and days for metrics. */
  spoolMb: v.optional(whole(4, 4_096), 64),
  spoolDays: v.optional(whole(1, 3_650), 30),
});
export type AgentConfig = v.InferOutput<typeof options>;

/** Variables, and how their text becomes the value of an option. */
const VARIABLES: Readonly<Record<string, { option: keyof AgentConfig; read: (text: string) => unknown }>> = {
  WARDWATCH_AGENT_SERVER: { option: 'server', read: (text) => text },
  WARDWATCH_AGENT_PIN: { option: 'pin', read: (text) => text },
  WARDWATCH_AGENT_LOG_LEVEL: { option: 'logLevel', read: (text) => text },
  WARDWATCH_AGENT_TICK_MS: { option: 'tickMs', read: Number },
  WARDWATCH_AGENT_DENY_TARGETS: { option: 'denyTargets', read: listed },
  WARDWATCH_AGENT_ALLOW_TARGETS: { option: 'allowTargets', read: listed },
  WARDWATCH_AGENT_FORBIDDEN: { option: 'forbidden', read: readForbidden },
  WARDWATCH_AGENT_UPDATE_HOURS: { option: 'updateHours', read: (text) => text },
  WARDWATCH_AGENT_UPS: { option: 'ups', read: (text) => text },
  WARDWATCH_AGENT_SPOOL_MB: { option: 'spoolMb', read: Number },
  WARDWATCH_AGENT_SPOOL_DAYS: { option: 'spoolDays', read: Number },
};

function listed(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

const DATA_VARIABLE = 'WARDWATCH_AGENT_DATA';

/** The environment, as the operating system hands it over. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the agent keeps everything, unless told otherwise: a system service's place, else the person's own. */
export function defaultDataFolder(env: Environment, platform: NodeJS.Platform, isRoot: boolean): string {
  if (platform === 'win32') return path.win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'Wardwatch', 'agent');
  if (isRoot) return '/var/lib/wardwatch-agent';
  return path.join(env['XDG_STATE_HOME'] || path.join(os.homedir(), '.local', 'state'), 'wardwatch-agent');
}

/** The data folder: as asked for, else by the environment, else the usual place. Absolute. */
export function dataFolder(asked: string | undefined, env: Environment): string {
  const chosen = asked ?? (env[DATA_VARIABLE] || undefined);
  return path.resolve(chosen ?? defaultDataFolder(env, process.platform, process.getuid?.() === 0));
}

/** The option file in a data folder. */
export function configFile(folder: string): string {
  return path.join(folder, 'agent.json');
}

/**
 * Options from the file, over them those of the environment, and defaults for the rest; frozen. Rejects with
 * `config-invalid`, naming every mistake of both.
 */
export async function loadConfig(folder: string, env: Environment): Promise<AgentConfig> {
  const file = configFile(folder);
  const problems: string[] = [];
  const fromFile = await readOptions(file, problems);
  const fromEnv: Record<string, unknown> = {};
  for (const [name, { option, read }] of Object.entries(VARIABLES)) {
    const text = env[name];
    // An empty list is a choice; any other empty variable is one that was not set.
    if (text !== undefined && (text !== '' || option === 'denyTargets' || option === 'allowTargets'))
      fromEnv[option] = read(text);
  }
  for (const name of Object.keys(env)) {
    if (name.startsWith('WARDWATCH_AGENT_') && !(name in VARIABLES) && name !== DATA_VARIABLE)
      problems.push(`${name} is not a variable of the agent`);
  }
  problems.push(...problemsOf(file, fromFile), ...problemsOf('environment', fromEnv));
  if (problems.length > 0) {
    throw new AgentError(
      'config-invalid',
      `the agent's options do not hold:\n${problems.map((one) => `  ${one}`).join('\n')}`,
    );
  }
  const config = v.parse(options, { ...fromFile, ...fromEnv });
  // What the file forbids stays forbidden whatever the environment says: the list can only grow on the way.
  const { forbidden } = v.parse(options, fromFile);
  return Object.freeze({ ...config, forbidden: [...new Set([...forbidden, ...config.forbidden])] });
}

/** What the options forbid, as it is compared with the machine. Throws `config-invalid` on a list that was not checked. */
export function forbiddenOf({ forbidden }: Pick<AgentConfig, 'forbidden'>): Forbidden {
  const parsed = parseForbidden(forbidden);
  if (!parsed.ok) throw new AgentError('config-invalid', parsed.problems.join('; '));
  return parsed.forbidden;
}

/** A list as people write it, with commas alone: names of adapters have spaces. */
export function readForbidden(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

async function readOptions(file: string, problems: string[]): Promise<Record<string, unknown>> {
  const text = await readIfThere(file).catch((error: unknown) => {
    problems.push(`${file} cannot be read: ${describeError(error)}`);
    return undefined;
  });
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    problems.push(`${file} is not JSON: ${describeError(error)}`);
    return {};
  }
  problems.push(`${file} does not hold an object`);
  return {};
}

function problemsOf(source: string, given: Record<string, unknown>): string[] {
  const result = v.safeParse(options, given);
  return (result.issues ?? []).map((issue) => `${source}: ${describeIssues([issue])}`);
}

/** Changes options in the file and leaves the others as they are. */
export async function saveOptions(folder: string, changes: Partial<AgentConfig>): Promise<void> {
  const problems: string[] = [];
  const before = await readOptions(configFile(folder), problems);
  if (problems.length > 0) throw new AgentError('config-invalid', problems.join('\n'));
  await replaceFile(configFile(folder), `${JSON.stringify({ ...before, ...changes }, undefined, 2)}\n`);
}

/** Makes the data folder, for its owner alone. Rejects with `data-folder` where it cannot be made or written. */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    const trial = path.join(folder, '.writable');
    await replaceFile(trial, '', { durable: false });
    await rm(trial);
  } catch (error) {
    const advice = `make it writable for this user, or name another with --data or ${DATA_VARIABLE}`;
    throw new AgentError(
      'data-folder',
      `the data folder ${folder} cannot be used (${systemCode(error) ?? describeError(error)}); ${advice}`,
      {
        cause: error,
      },
    );
  }
}
