import { failed, type ServiceLook } from './look.ts';

/** Most redirects that are followed. */
export const MAX_REDIRECTS = 5;
/** It answers and keeps its pages to itself, or to those who sign in: the service is there. */
const ANSWERS_NO: ReadonlySet<number> = new Set([401, 403, 429]);

/** A request as made. */
export interface PageRequest {
  method: 'HEAD' | 'GET';
  url: URL;
  /** Requests so far, this one included, each as `method address`. */
  made: readonly string[];
  redirects: number;
}

/** What to do after an answer. */
export type NextStep =
  | { step: 'answered'; note?: string }
  | { step: 'ask'; method: 'HEAD' | 'GET'; url: URL; redirects: number }
  | { step: 'failed'; look: ServiceLook };

/** A request as it is remembered, to know a circle by. */
export function requestKey(method: string, url: URL): string {
  return `${method} ${url.href}`;
}

/**
 * What an answer means. Redirects are followed by hand. 401, 403 and 429 count as up: it answers. Any other refusal of
 * HEAD is asked once more by GET before it counts, since many servers know no HEAD.
 */
export function nextStep(answer: { status: number; location: string | undefined }, request: PageRequest): NextStep {
  const { status, location } = answer;
  if (status >= 300 && status < 400 && location !== undefined) return redirect(location, request);
  if (status >= 200 && status < 400) return { step: 'answered' };
  if (ANSWERS_NO.has(status)) return { step: 'answered', note: `status ${status}` };
  if (request.method === 'HEAD') return ask(request, { ...request, method: 'GET' });
  return { step: 'failed', look: failed('status', String(status)) };
}

function redirect(location: string, request: PageRequest): NextStep {
  const url = URL.canParse(location, request.url.href) ? new URL(location, request.url) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    return { step: 'failed', look: failed('redirect', 'to what is no web address') };
  }
  url.hash = '';
  if (request.redirects >= MAX_REDIRECTS) {
    return { step: 'failed', look: failed('redirect', `more than ${MAX_REDIRECTS} times, last to ${placeOf(url)}`) };
  }
  return ask(request, { method: request.method, url, redirects: request.redirects + 1 });
}

function ask(request: PageRequest, next: Pick<PageRequest, 'method' | 'url' | 'redirects'>): NextStep {
  if (request.made.includes(requestKey(next.method, next.url))) {
    return { step: 'failed', look: failed('redirect', `in a circle at ${placeOf(next.url)}`) };
  }
  const { method, url, redirects } = next;
  return { step: 'ask', method, url, redirects };
}

/** An address for a reader; what follows a question mark may be private. */
function placeOf(url: URL): string {
  return `${url.host}${url.pathname}`.slice(0, 120);
}
