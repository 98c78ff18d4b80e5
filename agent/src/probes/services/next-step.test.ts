import { expect, test } from 'vitest';
import { MAX_REDIRECTS, nextStep, type PageRequest, requestKey } from './next-step.ts';

const PAGE = 'https://portal.example/start';
function request(part: Partial<PageRequest> = {}): PageRequest {
  const method = part.method ?? 'HEAD';
  const url = part.url ?? new URL(PAGE);
  return { method, url, redirects: 0, made: [requestKey(method, url)], ...part };
}
const to = (status: number, location?: string) => ({ status, location });

test.each([200, 204, 206, 304])('%i is an answer', (status) => {
  expect(nextStep(to(status), request())).toEqual({ step: 'answered' });
});

test.each([401, 403, 429])('%i is an answer: the service is there', (status) => {
  expect(nextStep(to(status), request())).toEqual({ step: 'answered', note: `status ${status}` });
});

test.each([400, 404, 405, 500, 501, 503])('%i to HEAD is asked once more by GET', (status) => {
  expect(nextStep(to(status), request())).toMatchObject({ step: 'ask', method: 'GET', redirects: 0 });
  expect(nextStep(to(status), request({ method: 'GET' }))).toMatchObject({
    step: 'failed',
    look: { kind: 'status', detail: String(status) },
  });
});

test.each([
  ['/login', 'https://portal.example/login'],
  ['next', 'https://portal.example/next'],
  ['https://www.portal.example/#top', 'https://www.portal.example/'],
  ['http://10.0.0.1/', 'http://10.0.0.1/'],
])('follows a redirect to %s, relative to the page', (location, url) => {
  const step = nextStep(to(302, location), request());
  expect(step).toMatchObject({ step: 'ask', method: 'HEAD', redirects: 1 });
  expect(step.step === 'ask' && step.url.href).toBe(url);
});

test.each([
  'ftp://portal.example/',
  'javascript:void 0',
  'https://user:word@portal.example/',
  'http://[',
  'file:///etc',
])('does not follow to %s', (location) => {
  expect(nextStep(to(301, location), request())).toMatchObject({ step: 'failed', look: { kind: 'redirect' } });
});

test('names the place where redirects go in a circle, without what follows its question mark', () => {
  const made = [requestKey('HEAD', new URL(PAGE)), requestKey('HEAD', new URL('https://portal.example/a?b=c'))];
  expect(nextStep(to(302, '/a?b=c'), request({ made, redirects: 2 }))).toMatchObject({
    step: 'failed',
    look: { kind: 'redirect', detail: 'in a circle at portal.example/a' },
  });
});

test('gives up after a few redirects', () => {
  const at = (redirects: number) => nextStep(to(302, '/next'), request({ redirects })).step;
  expect([at(MAX_REDIRECTS - 1), at(MAX_REDIRECTS)]).toEqual(['ask', 'failed']);
});
