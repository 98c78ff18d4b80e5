import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Transform } from 'node:stream';
import { answerOf, SwitchedProtocols } from '../../lib/answer-of.ts';
import { systemCode } from '../../lib/errors.ts';
import { openPlace, type ServiceTools } from './connection.ts';
import { failed, type LookFigures, type ServiceLook } from './look.ts';
import { nextStep, type PageRequest, requestKey } from './next-step.ts';

/** How much of a page is searched for the expected text. */
export const MAX_BODY_BYTES = 262_144;

interface PageAnswer {
  status: number;
  location: string | undefined;
  /** The beginning of the page; undefined where nobody wants it. */
  text?: string;
  certificate?: Figures;
}

/** What the certificates on the way showed. */
type Figures = Pick<LookFigures, 'certificateDays' | 'flaw'>;

/**
 * Looks at a web page: HEAD, or GET where the page must hold a text. No cookies, no login, nothing kept. Each redirect
 * is a connection of its own, to an address that the policy sees again.
 */
export async function lookAtPage(
  tools: ServiceTools,
  check: { url: string; expect?: string | undefined },
  signal: AbortSignal,
): Promise<ServiceLook> {
  const startedAt = tools.context.stopwatch();
  const wantsText = check.expect !== undefined;
  const method = wantsText ? 'GET' : 'HEAD';
  let request = firstRequest(method, new URL(check.url));
  let figures: Figures = {};
  for (;;) {
    const answer = await ask(tools, request, wantsText, signal);
    if ('outcome' in answer) return { ...answer, ...worst(figures, answer) };
    figures = worst(figures, answer.certificate ?? {});
    const ms = tools.context.stopwatch() - startedAt;
    const next = nextStep(answer, request);
    if (next.step === 'failed') return { ...next.look, ms, ...figures };
    if (next.step === 'ask') {
      request = { ...next, made: [...request.made, requestKey(next.method, next.url)] };
      continue;
    }
    if (check.expect !== undefined && !holds(answer.text ?? '', check.expect)) {
      return failed('content', 'the page does not hold the expected text', { ms, ...figures });
    }
    const note = next.note === undefined ? {} : { note: next.note };
    return { outcome: 'answered', ms, ...figures, ...note };
  }
}

function firstRequest(method: 'HEAD' | 'GET', url: URL): PageRequest {
  return { method, url, redirects: 0, made: [requestKey(method, url)] };
}

/** Of several places on the way: the certificate that ends first, and the first flaw. */
function worst(a: Figures, b: Figures): Figures {
  const days = [a, b].flatMap(({ certificateDays }) => certificateDays ?? []);
  const flaw = a.flaw ?? b.flaw;
  return {
    ...(days.length > 0 ? { certificateDays: Math.min(...days) } : {}),
    ...(flaw === undefined ? {} : { flaw }),
  };
}

/** Letters with marks may be written as one character or as two: both are the same text. */
function holds(text: string, expected: string): boolean {
  return text.normalize('NFC').includes(expected.normalize('NFC'));
}

async function ask(
  tools: ServiceTools,
  request: PageRequest,
  wantsText: boolean,
  signal: AbortSignal,
): Promise<PageAnswer | ServiceLook> {
  const { url } = request;
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port) || (isSecure ? 443 : 80);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const opened = await openPlace(tools, { host, port, isSecure }, signal);
  if ('outcome' in opened) return opened;
  try {
    const answer = await exchange(tools.userAgent, opened.socket, request, wantsText, signal);
    if (signal.aborted) return failed('timeout', 'the answer does not end');
    return opened.certificate ? { ...answer, certificate: opened.certificate } : answer;
  } catch (error) {
    if (signal.aborted) return failed('timeout', 'no answer to the request');
    if (error instanceof SwitchedProtocols) return failed('status', '101');
    const code = systemCode(error) ?? 'error';
    return code.startsWith('HPE_') ? failed('status', 'answer is not HTTP') : failed('connect', `broke off (${code})`);
  } finally {
    opened.socket.destroy();
  }
}

/** One request over an open connection, which serves for nothing else. Rejects where it breaks or time is up. */
async function exchange(
  userAgent: string,
  socket: Socket,
  { method, url }: PageRequest,
  wantsText: boolean,
  signal: AbortSignal,
): Promise<PageAnswer> {
  const { request: begin } = await import('node:http');
  const outgoing = begin({
    createConnection: () => socket,
    method,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, 'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'identity' },
    setHost: false,
    signal,
  });
  const answered = answerOf(outgoing);
  outgoing.end();
  const response = await answered;
  const { statusCode: status = 0, headers } = response;
  const text = wantsText && status < 300 ? await readStart(response) : undefined;
  // Node reads headers as Latin-1; a server that writes letters with marks there means UTF-8.
  const location =
    headers.location === undefined ? undefined : Buffer.from(headers.location, 'latin1').toString('utf8');
  return { status, location, ...(text === undefined ? {} : { text }) };
}

/** The page up to the bound; what lies behind it is not waited for. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of await decoded(response)) {
    const buffer = Buffer.from(chunk);
    chunks.push(buffer);
    bytes += buffer.length;
    if (bytes >= MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8');
}

/** Some servers compress although they were asked not to. */
async function decoded(response: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (!['gzip', 'deflate', 'br'].includes(encoding)) return response;
  const { createBrotliDecompress, createUnzip } = await import('node:zlib');
  const decoder: Transform = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  // An answer that breaks off ends the text: the expected one is then found or not.
  response.once('error', () => decoder.end());
  return response.pipe(decoder);
}
