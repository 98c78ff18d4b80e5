import { connect } from 'node:net';
import { describeError, systemCode } from '../../lib/errors.ts';

/** A daemon's port. */
export interface DaemonTarget {
  address: string;
  port: number;
}

/** An answer, or why there is none. `isRefused`: nothing listens there. */
export type Heard = { ok: true; bytes: Buffer } | { ok: false; detail: string; isRefused: boolean };

/** One open connection to a daemon. */
export interface Conversation {
  /**
   * Sends a request and waits for its answer.
   *
   * @param lengthOf length of the whole answer at the head of what came so far; undefined while it is not whole.
   */
  ask(request: string | Buffer, lengthOf: (received: Buffer) => number | undefined): Promise<Heard>;
}

/** More than this is no answer of a UPS daemon. Bytes. */
const MAX_ANSWER_BYTES = 65_536;

/**
 * Talks with a daemon over one short TCP connection, which is closed when `work` is done. Aborting the signal ends it:
 * time is up.
 */
export async function converse<Result>(
  target: DaemonTarget,
  signal: AbortSignal,
  work: (conversation: Conversation) => Promise<Result>,
): Promise<Result> {
  const socket = connect({ host: target.address, port: target.port, noDelay: true });
  let received = Buffer.alloc(0);
  let failure: Extract<Heard, { ok: false }> | undefined;
  let wake: () => void = () => undefined;
  const fail = (detail: string, isRefused = false): void => {
    failure ??= { ok: false, detail, isRefused };
    wake();
  };
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    if (received.length > MAX_ANSWER_BYTES) {
      socket.destroy();
      fail('answer too long');
    } else wake();
  });
  // Stays on after the first error: a destroyed socket may still report one.
  socket.on('error', (error) => fail(errorDetail(error), systemCode(error) === 'ECONNREFUSED'));
  socket.on('close', () => fail('closed the connection'));
  const onAbort = (): void => fail('no answer in time');
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  const take = (lengthOf: (received: Buffer) => number | undefined): Heard | undefined => {
    const length = lengthOf(received);
    if (length === undefined) return failure;
    const bytes = received.subarray(0, length);
    received = received.subarray(length);
    return { ok: true, bytes };
  };
  try {
    return await work({
      ask: async (request, lengthOf) => {
        if (!failure) socket.write(request);
        for (;;) {
          const heard = take(lengthOf);
          if (heard) return heard;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      },
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

function errorDetail(error: Error): string {
  const code = systemCode(error);
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ECONNRESET') return 'closed the connection';
  return code ?? describeError(error);
}
