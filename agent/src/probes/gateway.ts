import { tryIcmp } from './icmp.ts';
import { Jitter } from './link/jitter.ts';
import { type Attempt, deadline, type Probe, type ProbeContext, type Reading } from './probe.ts';
import { ATTEMPT_TIMEOUT_MS, type Reach } from './reach.ts';
import { acceptRefusal, tryTcp } from './tcp.ts';

/** Ports that a router is likely to open or refuse: DNS, its own pages. */
const PORTS = [53, 80, 443] as const;
/** One run may take so long: the way that worked, then the others, each in its time. Milliseconds. */
const TIMEOUT_MS = 10_000;
type Method = (typeof PORTS)[number] | 'icmp';
const METHODS: readonly Method[] = [...PORTS, 'icmp'];

/** Where the gateway's address comes from. */
export interface GatewaySource {
  /** `auto`: the default gateway; anything else is an address that the configuration names. */
  setting: string;
  find: () => Promise<string | undefined>;
}

/** The probe, and whether the gateway answers now; undefined where that cannot be told. */
export interface GatewayProbe extends Probe {
  answers(signal: AbortSignal): Promise<boolean | undefined>;
}

/**
 * `gateway`: up when the gateway answers TCP, a refusal included, or ICMP. The method that worked last is tried first
 * and alone. A gateway that has never answered any method may simply be mute: silence is a hole then, not `down`.
 */
export function gatewayProbe(context: ProbeContext, reach: Reach, source: GatewaySource): GatewayProbe {
  let known: { address: string; method: Method } | undefined;
  let hadGateway = false;
  const jitter = new Jitter();
  /** `signal` for connections; an echo request keeps its own time, which begins when its turn has come. */
  const tryMethod = (address: string, method: Method, signal: AbortSignal, whole: AbortSignal): Promise<Attempt> =>
    method === 'icmp'
      ? tryIcmp(reach.ping, address, whole)
      : tryTcp({ address, port: method }, context.stopwatch, signal).then(acceptRefusal);

  const tryMethods = async (address: string, methods: readonly Method[], signal: AbortSignal): Promise<Attempt[]> => {
    const limit = deadline(context.clock, ATTEMPT_TIMEOUT_MS, signal);
    const whole = deadline(context.clock, TIMEOUT_MS, signal);
    const results = methods.map(async (method) => {
      const result = await tryMethod(address, method, limit.signal, whole.signal);
      // The first answer ends the others; a slower method that still gets through is not the better one.
      if (result.outcome === 'answered' && !limit.signal.aborted) known = { address, method };
      return result;
    });
    try {
      return [await firstAnswer(results)];
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error;
      return Promise.all(results);
    } finally {
      limit.done();
      whole.done();
    }
  };

  const look = async (signal: AbortSignal): Promise<Reading> => {
    const found = await source.find();
    const address = source.setting === 'auto' ? found : source.setting;
    if (address === undefined) return hadGateway ? down('no default gateway') : hole('no default gateway');
    if (reach.policy.forbids(address) || (address !== found && reach.policy.denies(address))) {
      reach.onDenied(address);
      return hole('denied by local policy');
    }
    hadGateway = true;
    const last = known?.address === address ? known.method : undefined;
    const first = last ? await tryMethods(address, [last], signal) : [];
    if (first[0]?.outcome === 'answered') return up(first[0].ms);
    const others = METHODS.filter((method) => method !== last);
    return judge([...first, ...(await tryMethods(address, others, signal))], last !== undefined);
  };

  return {
    name: 'gateway',
    timeoutMs: TIMEOUT_MS,
    facts: ['gateway'],
    watchesNetwork: true,
    answers: async (signal) => {
      const proven = known;
      const address = source.setting === 'auto' ? await source.find() : source.setting;
      // Only the way that worked: whoever asks cannot wait for all of them.
      if (proven === undefined || proven.address !== address) return undefined;
      const [attempt] = await tryMethods(address, [proven.method], signal);
      return attempt?.outcome === 'impossible' ? undefined : attempt?.outcome === 'answered';
    },
    run: async (signal) => {
      const reading = await look(signal);
      const ms = reading.metrics?.['gateway.rtt'];
      if (ms === undefined) jitter.forget();
      const step = ms === undefined || !known ? undefined : jitter.step(`${known.address} ${known.method}`, ms);
      return step === undefined ? reading : { ...reading, metrics: { ...reading.metrics, 'gateway.jitter': step } };
    },
  };
}

/** The first answer; rejects with an AggregateError where all are something else. */
function firstAnswer(attempts: readonly Promise<Attempt>[]): Promise<Attempt> {
  return Promise.any(
    attempts.map(async (attempt) => {
      const result = await attempt;
      if (result.outcome !== 'answered') throw new Error('no answer');
      return result;
    }),
  );
}

function judge(attempts: readonly Attempt[], hasAnsweredBefore: boolean): Reading {
  const answer = attempts.find((attempt) => attempt.outcome === 'answered');
  if (answer) return up(answer.ms);
  const failed = attempts.filter((attempt) => attempt.outcome === 'failed');
  const isCertain = hasAnsweredBefore || failed.some((attempt) => attempt.isDefinite);
  if (failed.length > 0 && isCertain) return down([...new Set(failed.map((attempt) => attempt.detail))].join(', '));
  return hole(failed.length > 0 ? 'has never answered' : 'could not be tried');
}

function up(ms: number): Reading {
  return { facts: { gateway: { value: 'up' } }, metrics: { 'gateway.rtt': ms, 'gateway.loss': 0 } };
}

function down(detail: string): Reading {
  return { facts: { gateway: { value: 'down', detail } }, metrics: { 'gateway.loss': 100 } };
}

function hole(detail: string): Reading {
  return { facts: { gateway: { value: null, detail } } };
}
