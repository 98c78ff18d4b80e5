import { FakeClock } from '@wardwatch/shared/lib';
import { describe, expect, it } from 'vitest';
import { boardOf, deviceRow } from '../testing/rows.ts';
import { good, refusal, StandInNetwork } from '../testing/stand-in-network.ts';
import { ApiClient } from './api-client.ts';
import { REQUEST_TIMEOUT_MS } from './sender.ts';

function setUp() {
  const network = new StandInNetwork(boardOf([deviceRow()]));
  const clock = new FakeClock({ wall: 0 });
  let signedOut = 0;
  const api = new ApiClient({ fetch: network.fetch, clock, onSignedOut: () => (signedOut += 1) });
  return { network, clock, api, signedOut: () => signedOut };
}

describe('ApiClient', () => {
  it('gives the checked answer', async () => {
    const { api } = setUp();
    await expect(api.board()).resolves.toMatchObject({ ok: true, value: { devices: [{ name: 'Máy văn thư' }] } });
  });

  it('gives the code, the fields and the wait of a refusal', async () => {
    const { api, network } = setUp();
    network.answers.set('POST /api/login', refusal(429, 'rate-limited', { retryAfter: 7, fields: { name: 'long' } }));
    await expect(api.login({ name: 'a', password: 'b' })).resolves.toEqual({
      ok: false,
      failure: { code: 'rate-limited', fields: ['name'], retryAfterMs: 7_000 },
    });
  });

  it('says when the session has ended', async () => {
    const { api, network, signedOut } = setUp();
    network.answers.set('GET /api/board', refusal(401, 'not-signed-in'));
    await api.board();
    expect(signedOut()).toBe(1);
  });

  it('refuses an answer of another shape', async () => {
    const { api, network } = setUp();
    network.answers.set('GET /api/board', good({ devices: 'many' }));
    await expect(api.board()).resolves.toMatchObject({ failure: { code: 'unreadable' } });
    network.answers.set('GET /api/board', { status: 200, body: undefined });
    await expect(api.board()).resolves.toMatchObject({ failure: { code: 'unreadable' } });
  });

  it('takes the refusal of a proxy for an unreachable server', async () => {
    const { api, network } = setUp();
    network.answers.set('GET /api/board', { status: 502, body: '<html>' });
    await expect(api.board()).resolves.toMatchObject({ failure: { code: 'unreachable' } });
    network.answers.set('GET /api/board', 'unreachable');
    await expect(api.board()).resolves.toMatchObject({ failure: { code: 'unreachable' } });
  });

  it('gives up on a server that does not answer, and leaves no timer behind', async () => {
    const { api, network, clock } = setUp();
    network.answers.set('GET /api/board', 'silent');
    const waiting = api.board();
    await clock.advanceAsync(REQUEST_TIMEOUT_MS);
    await expect(waiting).resolves.toMatchObject({ failure: { code: 'timeout' } });
    expect(clock.pending).toBe(0);
  });

  it('tells a request that its caller ended from one that failed', async () => {
    const { api, network, clock } = setUp();
    network.answers.set('GET /api/board', 'silent');
    const abort = new AbortController();
    const waiting = api.board(abort.signal);
    abort.abort();
    await expect(waiting).resolves.toMatchObject({ failure: { code: 'cancelled' } });
    expect(clock.pending).toBe(0);
  });

  it('accepts an answer without a body where only success matters', async () => {
    const { api, network } = setUp();
    network.answers.set('POST /api/logout', { status: 204, body: undefined });
    await expect(api.logout()).resolves.toEqual({ ok: true, value: true });
  });
});
