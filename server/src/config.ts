import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { parseTarget, probeConfig, type ProbeConfig } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { type Canary, parseCanary } from './canary/canary.ts';

const text = (fallback: string) => v.optional(v.pipe(v.string(), v.trim()), fallback);
const list = (fallback: string) =>
  v.pipe(
    text(fallback),
    v.transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  );
const wholeNumber = (fallback: number, min: number, max: number) =>
  v.pipe(
    text(String(fallback)),
    v.regex(/^\d+$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
  );
const target = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseTarget(dataset.value);
    if (parsed) return parsed;
    addIssue({ message: `${JSON.stringify(dataset.value)} must be tcp://host:port or icmp://host` });
    return NEVER;
  }),
);

const canary = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseCanary(dataset.value);
    if (parsed) return parsed;
    addIssue({ message: `${JSON.stringify(dataset.value)} must be tcp://host:port or dns:name` });
    return NEVER;
  }),
);
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'));

/** Every variable of the server, with its default. `.env.example` has a line for each. */
export const environment = v.object({
  WARDWATCH_HOST: text('127.0.0.1'),
  WARDWATCH_PORT: wholeNumber(8148, 0, 65_535),
  WARDWATCH_DATA: text('data'),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')),
  ),
  WARDWATCH_PUBLIC_URL: v.optional(
    v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//, 'must start with http:// or https://')),
  ),
  WARDWATCH_TLS_CERT: v.optional(v.string()),
  WARDWATCH_TLS_KEY: v.optional(v.string()),
  WARDWATCH_METRICS_TOKEN: v.optional(v.pipe(v.string(), v.minLength(16, 'must have at least 16 characters'))),
  WARDWATCH_LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error']), 'info'),
  WARDWATCH_TICK_SECONDS: wholeNumber(15, 1, 600),
  WARDWATCH_GATEWAY: text('auto'),
  WARDWATCH_INTERNET_TARGETS: v.pipe(
    list('tcp://1.1.1.1:443,tcp://8.8.8.8:53,tcp://9.9.9.9:443,icmp://1.1.1.1,icmp://8.8.8.8'),
    v.array(target),
  ),
  WARDWATCH_DNS_NAMES: list('example.com'),
  WARDWATCH_CANARIES: v.pipe(list(''), v.array(canary), v.maxLength(8)),
  WARDWATCH_LOST_LEDGER_KEYS: v.pipe(list(''), v.array(fingerprint)),
  WARDWATCH_SERVICES_PRIVATE: v.optional(v.picklist(['yes', 'no']), 'no'),
});

/** The server's settings, checked and frozen. */
export interface ServerConfig {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Folder of everything that the server keeps, absolute. */
  dataFolder: string;
  databaseUrl: string | undefined;
  /** Address at which agents and people reach the server, without a slash at the end; undefined: as each request came. */
  publicUrl: string | undefined;
  tls: { certFile: string; keyFile: string } | undefined;
  metricsToken: string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  probes: ProbeConfig;
  /** What the server asks to see whether it has a network itself; none: it asks nothing. */
  canaries: readonly Canary[];
  /** Fingerprints of keys of the ledger that are declared lost. */
  lostLedgerKeys: readonly string[];
  /** Whether services at private addresses may be watched: a portal in the ward's own network. */
  privateServices: boolean;
}

/** Settings, or everything that is wrong with them at once. */
export type ConfigResult = { ok: true; config: Readonly<ServerConfig> } | { ok: false; mistakes: string[] };

/** Reads the settings from environment variables. Empty variables count as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  // A target list may be emptied on purpose: then there is nothing to probe.
  for (const name of ['WARDWATCH_INTERNET_TARGETS', 'WARDWATCH_DNS_NAMES'] as const) {
    if (env[name] === '') given[name] = '';
  }
  const parsed = v.safeParse(environment, given);
  const mistakes = parsed.success ? [] : parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  if (!parsed.success) return { ok: false, mistakes };
  const vars = parsed.output;
  const probes = v.safeParse(
    probeConfig,
    withRevision({
      tickMs: vars.WARDWATCH_TICK_SECONDS * 1000,
      gateway: vars.WARDWATCH_GATEWAY,
      internet: vars.WARDWATCH_INTERNET_TARGETS,
      dnsNames: vars.WARDWATCH_DNS_NAMES,
    }),
  );
  if (!probes.success)
    mistakes.push(...probes.issues.map((issue) => `probes.${v.getDotPath(issue)}: ${issue.message}`));
  if ((vars.WARDWATCH_TLS_CERT === undefined) !== (vars.WARDWATCH_TLS_KEY === undefined)) {
    mistakes.push('WARDWATCH_TLS_CERT and WARDWATCH_TLS_KEY go together');
  }
  if (!probes.success || mistakes.length > 0) return { ok: false, mistakes };
  const { WARDWATCH_TLS_CERT: certFile, WARDWATCH_TLS_KEY: keyFile } = vars;
  return {
    ok: true,
    config: Object.freeze({
      host: vars.WARDWATCH_HOST,
      port: vars.WARDWATCH_PORT,
      dataFolder: resolve(vars.WARDWATCH_DATA),
      databaseUrl: vars.DATABASE_URL,
      publicUrl: vars.WARDWATCH_PUBLIC_URL?.replace(/\/+$/, ''),
      tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined,
      metricsToken: vars.WARDWATCH_METRICS_TOKEN,
      logLevel: vars.WARDWATCH_LOG_LEVEL,
      probes: probes.output,
      canaries: vars.WARDWATCH_CANARIES,
      lostLedgerKeys: vars.WARDWATCH_LOST_LEDGER_KEYS,
      privateServices: vars.WARDWATCH_SERVICES_PRIVATE === 'yes',
    }),
  };
}

/** Numbers the content: agents compare revisions to see whether theirs is the current one. */
function withRevision(content: Omit<ProbeConfig, 'revision'>): ProbeConfig {
  const revision = createHash('sha256').update(JSON.stringify(content)).digest().readUInt32BE(0);
  return { revision, ...content };
}
