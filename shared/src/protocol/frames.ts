import * as v from 'valibot';
import {
  agentId,
  durationMs,
  instant,
  monotonic,
  plainText,
  probeConfig,
  runId,
  seq,
  snapshot,
  STOP_REASONS,
} from '../model/index.ts';
import { CLOSE_REASONS } from './close-codes.ts';
import { LIMITS } from './limits.ts';

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000));
const versionRange = v.pipe(
  v.object({ min: version, max: version }),
  v.check((range) => range.min <= range.max, 'min must not exceed max'),
);
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** 32 random bytes, base64url, fresh for each connection. */
const nonce = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

/** A raw 64-byte Ed25519 signature, base64url. */
export const signature = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/));

/** A raw 32-byte Ed25519 public key, base64url. */
export const publicKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

// From the agent.

export const hello = v.object({
  t: v.literal('hello'),
  agentId,
  signature,
  protocol: versionRange,
  agentVersion: plainText(40),
  /** Machine boot, journal epoch, and process that speak. */
  bootId: runId,
  epoch: runId,
  instance: runId,
  /** Wall time at which `challenge` arrived, and at which this frame was made: the clock offset follows. */
  challengeAt: instant,
  at: instant,
  mono: monotonic,
  /** Sequence numbers held unacknowledged; `first` is the next to be written where none is held. */
  journal: v.pipe(
    v.object({ first: seq, last: position }),
    v.check((held) => held.first <= held.last + 1, 'first must not exceed last + 1'),
  ),
  /** Revision of the configuration in use; 0 for none. */
  configRevision: position,
  capabilities: v.pipe(v.array(plainText(40)), v.maxLength(32)),
});

export const snapshotFrame = v.object({ t: v.literal('snapshot'), ...snapshot.entries });

export const batch = v.pipe(
  v.object({
    t: v.literal('batch'),
    /** The boot in which all of these entries were written; that of `hello` where absent. */
    bootId: v.optional(runId),
    /** The batch speaks for every number from `from` to `to`; those without an entry were dropped by the agent. */
    from: seq,
    to: seq,
    /** Each judged alone, so that one bad entry never costs the others. */
    entries: v.pipe(v.array(v.unknown()), v.maxLength(LIMITS.batchEntries)),
  }),
  v.check((frame) => frame.from <= frame.to, 'from must not exceed to'),
);

export const heartbeat = v.object({ t: v.literal('heartbeat') });

export const clockReply = v.object({
  t: v.literal('clock-reply'),
  id: position,
  receivedAt: instant,
  at: instant,
  mono: monotonic,
});

export const agentBye = v.object({ t: v.literal('bye'), reason: v.picklist(STOP_REASONS) });

export const agentFrame = v.variant('t', [hello, snapshotFrame, heartbeat, clockReply, agentBye]);

// From the server.

export const challenge = v.object({ t: v.literal('challenge'), nonce, serverTime: instant, protocol: versionRange });

export const welcome = v.object({
  t: v.literal('welcome'),
  protocol: version,
  sessionId: runId,
  serverTime: instant,
  /** Highest number of this epoch up to which everything is settled, counted from `journal.first`. */
  acknowledged: position,
  /** Batches that may be in flight. */
  credits: position,
  heartbeatMs: durationMs,
  /** Present where the agent's configuration is not the current one. */
  config: v.optional(probeConfig),
});

/** Why an entry was not stored now. `duplicate`: its number was settled before (stored, rejected or dropped). */
export const VERDICTS = ['duplicate', 'rejected'] as const;

export const ack = v.object({
  t: v.literal('ack'),
  upTo: position,
  /** One for each entry that was not accepted; absent where all were. `index` is the place in the batch. */
  verdicts: v.optional(
    v.array(
      v.object({
        index: position,
        seq: v.nullable(seq),
        verdict: v.picklist(VERDICTS),
        reason: plainText(300),
      }),
    ),
  ),
  /** Batches that may be sent on top of those in flight. */
  credits: position,
});

export const credit = v.object({ t: v.literal('credit'), credits: position });
export const heartbeatAck = v.object({ t: v.literal('heartbeat-ack') });
export const clock = v.object({ t: v.literal('clock'), id: position, serverTime: instant });
export const config = v.object({ t: v.literal('config'), config: probeConfig });
export const serverBye = v.object({
  t: v.literal('bye'),
  reason: v.picklist(CLOSE_REASONS),
  /** Plain words for the agent's log. */
  message: plainText(300),
  retryAfterMs: v.optional(durationMs),
});

export const serverFrame = v.variant('t', [challenge, welcome, ack, credit, heartbeatAck, clock, config, serverBye]);

export type Hello = v.InferOutput<typeof hello>;
export type SnapshotFrame = v.InferOutput<typeof snapshotFrame>;
export type Batch = v.InferOutput<typeof batch>;
export type ClockReply = v.InferOutput<typeof clockReply>;
export type AgentFrame = v.InferOutput<typeof agentFrame> | Batch;
export type Challenge = v.InferOutput<typeof challenge>;
export type Welcome = v.InferOutput<typeof welcome>;
export type Ack = v.InferOutput<typeof ack>;
export type Verdict = NonNullable<Ack['verdicts']>[number];
export type ServerBye = v.InferOutput<typeof serverBye>;
export type ServerFrame = v.InferOutput<typeof serverFrame>;
