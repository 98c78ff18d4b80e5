import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerOf } from '../../lib/answer-of.ts';
import { describeError } from '../../lib/errors.ts';
import { countedConnection, type LineUse } from '../../lib/line-use.ts';

/** Our own server, as a measurement of speed sees it. */
export interface SpeedServer {
  /** Address of `/agent/speed`. */
  url: URL;
  /** The only authority to trust, PEM; the system's where absent. */
  ca: string | undefined;
  userAgent: string;
  /** Value of the header `authorization`, made anew for each request. */
  authorization: () => string;
  /** What the agent uses of the line is counted here. */
  use: LineUse;
}

/** Bits a second, or why there is no figure. */
export type Transfer = { bitsPerSecond: number } | { failed: string };

/** Written over and over; nothing on the way can compress it. */
const BLOCK_BYTES = 65_536;

/** Downloads so many bytes; the time runs from the request to the last byte. */
export async function download(
  server: SpeedServer,
  bytes: number,
  stopwatch: () => number,
  signal: AbortSignal,
): Promise<Transfer> {
  return measured(bytes, stopwatch, signal, async (start) => {
    const url = new URL(server.url);
    url.searchParams.set('bytes', String(bytes));
    const response = await exchange(server, url, { method: 'GET', signal }, undefined, start);
    let received = 0;
    for await (const chunk of response) {
      received += Buffer.from(chunk).length;
      if (received > bytes) break;
    }
    return received === bytes ? undefined : `the server sent ${received} bytes instead of ${bytes}`;
  });
}

/** Uploads so many bytes; the time runs from the request to the answer that confirms them. */
export async function upload(
  server: SpeedServer,
  bytes: number,
  stopwatch: () => number,
  signal: AbortSignal,
): Promise<Transfer> {
  return measured(bytes, stopwatch, signal, async (start) => {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes };
    const response = await exchange(server, server.url, { method: 'POST', headers, signal }, blocks(bytes), start);
    // Only a whole answer confirms; what it says does not matter.
    for await (const _chunk of response) continue;
    return undefined;
  });
}

function* blocks(bytes: number): Generator<Buffer> {
  const block = randomBytes(Math.min(BLOCK_BYTES, bytes));
  for (let left = bytes; left > 0; left -= block.length) yield left < block.length ? block.subarray(0, left) : block;
}

/** Runs a transfer from its own `start`; its failure is a value. */
async function measured(
  bytes: number,
  stopwatch: () => number,
  signal: AbortSignal,
  transfer: (start: () => void) => Promise<string | undefined>,
): Promise<Transfer> {
  let startedAt = stopwatch();
  try {
    const trouble = await transfer(() => (startedAt = stopwatch()));
    if (trouble !== undefined) return { failed: trouble };
    return { bitsPerSecond: (bytes * 8_000) / Math.max(1, stopwatch() - startedAt) };
  } catch (error) {
    return { failed: signal.aborted ? 'took too long' : describeError(error) };
  }
}

/** One request on a connection of its own; `start` is called when the connection stands. Rejects on any other answer than 2xx. */
async function exchange(
  server: SpeedServer,
  url: URL,
  request: { method: string; headers?: Record<string, string | number>; signal: AbortSignal },
  body: Generator<Buffer> | undefined,
  start: () => void,
): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const { request: begin } = await (isSecure ? import('node:https') : import('node:http'));
  const connect = countedConnection(server.use, isSecure);
  const options: RequestOptions & { ca?: string } = {
    ...request,
    headers: {
      ...request.headers,
      authorization: server.authorization(),
      'user-agent': server.userAgent,
      connection: 'close',
    },
    createConnection: (given, done) => connect(given, done),
    ...(server.ca === undefined ? {} : { ca: server.ca }),
  };
  const outgoing = begin(url, options);
  const answered = answerOf(outgoing);
  outgoing.once('socket', (socket) => {
    if (socket.connecting || isSecure) socket.once(isSecure ? 'secureConnect' : 'connect', start);
    else start();
  });
  const sent = body === undefined ? Promise.resolve(outgoing.end()) : pipeline(Readable.from(body), outgoing);
  const isWhole = sent.then(
    () => true,
    () => false, // a refusal comes while the body is still on its way, and breaks it off: its status tells more
  );
  const [response, isSent] = await Promise.all([answered, isWhole]);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300 && isSent) return response;
  outgoing.destroy();
  throw new Error(isSent || status >= 300 ? `the server answered ${status}` : 'the upload broke off');
}
