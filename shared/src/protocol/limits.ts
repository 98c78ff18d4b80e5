/** Every limit of the agent protocol, in one place. Enforced before parsing wherever that is possible. */
export const LIMITS = {
  /** One frame, bytes of UTF-8. A larger one closes the socket with 1009. */
  frameBytes: 262_144,
  /** Objects and lists within one another: far more than any frame needs, far less than exhausts a stack. */
  frameDepth: 32,
  /** Entries of one batch. */
  batchEntries: 500,
  /** One batch, bytes of UTF-8. */
  batchBytes: 131_072,
  /** Frames that an agent may send: at once, and sustained. */
  frameBurst: 200,
  framesPerSecond: 50,
  /** Batches in flight without an ack, as granted in `welcome`. */
  credits: 4,
  /** From the open socket to a valid `hello`. */
  helloTimeoutMs: 10_000,
  /** The agent sends some frame at least this often. */
  heartbeatMs: 15_000,
  /** The agent gives the server up when a heartbeat stays unanswered for so long. */
  heartbeatAckMs: 10_000,
  /** The server gives the agent up after so much silence, so that the board knows within three intervals. */
  silenceMs: 42_000,
  /** The server measures the clock offset again this often. */
  clockIntervalMs: 3_600_000,
  /** Frames in one HTTPS exchange, and bytes of its body. */
  exchangeFrames: 20,
  exchangeBytes: 524_288,
  /** An HTTPS session without an exchange for so long ends. */
  exchangeIdleMs: 300_000,
  /** Reconnect schedule: full jitter between 0 and first × 2^n, at most max. */
  reconnectFirstMs: 1_000,
  reconnectMaxMs: 60_000,
  /** How long an enrolment code is good for unless told otherwise. */
  codeLifetimeMs: 3_600_000,
} as const;
