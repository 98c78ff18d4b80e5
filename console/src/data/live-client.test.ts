import { LIVE_CLOSE, LIVE_TICK_MS } from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import { describe, expect, it } from 'vitest';
import { boardOf, deviceRow, HOUR, NOW } from '../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../testing/stand-in-network.ts';
import { ApiClient } from './api-client.ts';
import type { Fleet } from './fleet.ts';
import { type ConnectionState, LIVE_BACKOFF, LIVE_SILENCE_MS, LiveClient } from './live-client.ts';
import { ServerTime } from './server-time.ts';

async function setUp(network = new StandInNetwork(boardOf([deviceRow()], { revision: 7 }))) {
  const clock = new FakeClock({ wall: NOW - 7 * HOUR });
  const api = new ApiClient({ fetch: network.fetch, clock, onSignedOut: () => undefined });
  const serverTime = new ServerTime(clock);
  const states: ConnectionState[] = [];
  const fleets: Fleet[] = [];
  const live = new LiveClient({
    api,
    open: network.openSocket,
    clock,
    random: () => 0,
    serverTime,
    onState: (state) => states.push(state),
    onFleet: (fleet) => fleets.push(fleet),
    onHeard: () => undefined,
  });
  live.start();
  await settled();
  return { network, clock, live, serverTime, state: () => states.at(-1), fleet: () => fleets.at(-1) };
}

/** Lets the answers of the stand-in network, which need no time, arrive. */
const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));

const tick = (revision: number, serverTime: number) => ({ t: 'tick' as const, revision, serverTime });

describe('LiveClient', () => {
  it('loads the board, then listens from its revision', async () => {
    const { network, state, fleet } = await setUp();
    expect(fleet()?.devices.get('dev_1')?.name).toBe('Máy văn thư');
    expect(network.opened).toEqual(['/api/live?since=7']);
    network.say(tick(7, NOW));
    expect(state()).toEqual({ kind: 'live' });
  });

  it('replaces rows that changed and keeps the others', async () => {
    const { network, fleet } = await setUp();
    const devices = [deviceRow({ connected: false, revision: 8 }), deviceRow({ id: 'dev_2', revision: 8 })];
    network.say({ t: 'changes', revision: 8, serverTime: NOW, sites: [], devices });
    expect(fleet()?.devices.get('dev_1')?.connected).toBe(false);
    expect([...(fleet()?.devices.keys() ?? [])]).toEqual(['dev_1', 'dev_2']);
    expect(fleet()?.sites.size).toBe(1);
  });

  it('is stale since the last word when the socket closes, and resumes from the last revision', async () => {
    const { network, clock, state } = await setUp();
    network.say({ t: 'changes', revision: 9, serverTime: NOW + 1_000, sites: [], devices: [] });
    network.hangUp(LIVE_CLOSE.shuttingDown);
    await settled();
    expect(state()).toEqual({ kind: 'stale', since: NOW + 1_000 });
    await clock.advanceAsync(LIVE_BACKOFF.firstMs);
    expect(network.opened.at(-1)).toBe('/api/live?since=9');
    network.say(tick(9, NOW + 5_000));
    expect(state()).toEqual({ kind: 'live' });
  });

  it('is stale after two ticks of silence, though the socket seems open', async () => {
    const { network, clock, state } = await setUp();
    network.say(tick(7, NOW));
    await clock.advanceAsync(2 * LIVE_TICK_MS - 1);
    expect(state()).toEqual({ kind: 'live' });
    await clock.advanceAsync(1);
    expect(state()).toEqual({ kind: 'stale', since: NOW });
    expect(network.isListening).toBe(false);
  });

  it('waits longer after each failure, and tries at once when woken', async () => {
    const { network, clock, live } = await setUp();
    const opened = (): number => network.opened.length;
    network.hangUp();
    await settled();
    await clock.advanceAsync(LIVE_BACKOFF.firstMs);
    expect(opened()).toBe(2);
    network.hangUp();
    await settled();
    await clock.advanceAsync(LIVE_BACKOFF.firstMs);
    expect(opened()).toBe(2);
    live.wake();
    await settled();
    expect(opened()).toBe(3);
  });

  it('is signed out when the server closes the session', async () => {
    const { network, state, clock } = await setUp();
    network.say(tick(7, NOW));
    network.hangUp(LIVE_CLOSE.signedOut);
    await settled();
    expect(state()).toEqual({ kind: 'signed-out' });
    await clock.advanceAsync(60_000);
    expect(network.opened).toHaveLength(1);
  });

  it('finds out by the session why a handshake was refused', async () => {
    const { network, state } = await setUp();
    network.answers.set('GET /api/session', good({ ...ADMIN, person: null }));
    network.hangUp();
    await settled();
    expect(state()).toEqual({ kind: 'signed-out' });
  });

  it('says why the first board does not come, and goes on trying', async () => {
    const network = new StandInNetwork();
    network.answers.set('GET /api/board', refusal(503, 'store-unavailable'));
    const { clock, state } = await setUp(network);
    expect(state()).toMatchObject({ kind: 'connecting', failure: { code: 'store-unavailable' } });
    network.answers.set('GET /api/board', good(boardOf([])));
    await clock.advanceAsync(LIVE_BACKOFF.firstMs);
    await settled();
    expect(network.isListening).toBe(true);
  });

  it('starts over with a server that counts from an earlier revision', async () => {
    const { network, clock, fleet } = await setUp();
    network.answers.set('GET /api/board', good(boardOf([deviceRow({ id: 'restored' })], { revision: 3 })));
    network.say(tick(3, NOW));
    await settled();
    await clock.advanceAsync(LIVE_BACKOFF.firstMs);
    await settled();
    expect(fleet()?.revision).toBe(3);
    expect([...(fleet()?.devices.keys() ?? [])]).toEqual(['restored']);
  });

  it('counts a frame that it cannot read and stays live', async () => {
    const { network, live, state } = await setUp();
    network.say(tick(7, NOW));
    for (const text of ['{', '[]', '{"t":"new"}', '{"t":"changes","revision":8}']) network.sayText(text);
    expect(live.unreadFrames).toBe(4);
    expect(state()).toEqual({ kind: 'live' });
  });

  it('goes by the time of the server, however wrong the clock of the PC is', async () => {
    const { network, clock, serverTime } = await setUp();
    network.say(tick(7, NOW));
    clock.stepWall(-3 * HOUR);
    clock.advance(2_000);
    expect(serverTime.now()).toBe(NOW + 2_000);
  });

  it('leaves no timer and no socket behind when stopped', async () => {
    const { network, clock, live } = await setUp();
    network.say(tick(7, NOW));
    live.stop();
    await settled();
    expect(network.isListening).toBe(false);
    expect(clock.pending).toBe(0);
    await clock.advanceAsync(LIVE_SILENCE_MS);
    expect(network.opened).toHaveLength(1);
  });
});
