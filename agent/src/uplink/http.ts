import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import { answerOf } from '../lib/answer-of.ts';
import { countedAgent, type LineUse } from '../lib/line-use.ts';

/** What an HTTP request came back with. */
export interface HttpAnswer {
  status: number;
  /** Parsed JSON; undefined where the body is none. */
  body: unknown;
}

/** How a server is reached and trusted. */
export interface ServerAccess {
  server: URL;
  /** The only authority to trust, PEM; the system's where absent. */
  ca: string | undefined;
  agentVersion: string;
  /** Counts what goes over the line; nobody counts where absent. */
  use?: LineUse;
}

/** Connections that are kept for the next request and counted, by who counts. */
const countedAgents = new WeakMap<LineUse, Agent>();

/**
 * Sends JSON and reads JSON. Certificates are always verified. Redirects are not followed. Rejects where there is no
 * answer, or one larger than `maxBytes`.
 */
export async function postJson(
  url: URL,
  body: unknown,
  access: ServerAccess,
  options: { timeoutMs: number; maxBytes: number; signal?: AbortSignal },
): Promise<HttpAnswer> {
  const text = JSON.stringify(body);
  const request: RequestOptions & { ca?: string } = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'user-agent': `wardwatch-agent/${access.agentVersion}`,
    },
    timeout: options.timeoutMs,
    ...(access.ca === undefined ? {} : { ca: access.ca }),
    ...(options.signal ? { signal: options.signal } : {}),
  };
  // Loaded when needed, which in the life of most agents is once: they cost a megabyte.
  const isSecure = url.protocol === 'https:';
  const { request: begin, Agent } = await (isSecure ? import('node:https') : import('node:http'));
  if (access.use) {
    request.agent = countedAgents.get(access.use) ?? countedAgent(new Agent({ keepAlive: true }), access.use, isSecure);
    countedAgents.set(access.use, request.agent);
  }
  const outgoing = begin(url, request);
  outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
  const answered = answerOf(outgoing);
  outgoing.end(text);
  return readJson(await answered, options.maxBytes);
}

async function readJson(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(buffer);
  }
  return { status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString('utf8')) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's error page; the status tells enough.
    return undefined;
  }
}
