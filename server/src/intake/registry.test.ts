import { describe, expect, it } from 'vitest';
import { type LiveSession, SessionRegistry } from './registry.ts';

interface Recorded extends LiveSession {
  ended: string[];
}

function session(sessionId: string, more: Partial<LiveSession> = {}): Recorded {
  const ended: string[] = [];
  return {
    agentId: 'ag_1',
    sessionId,
    instance: 'process-1',
    bootId: 'boot-one',
    epoch: 'epoch-one',
    lastHeardAt: 1_000,
    ended,
    supersede: () => void ended.push('superseded'),
    revoke: () => void ended.push('revoked'),
    configure: () => undefined,
    ...more,
  };
}

/** A moment, of a machine that has been up for long. */
const at = (now: number) => ({ now, bootedAt: now - 86_400_000 });

describe('SessionRegistry', () => {
  it('lets the newest session win and tells the old one', () => {
    const registry = new SessionRegistry();
    const old = session('a');
    registry.put(old, at(1_000));
    const next = session('b');
    expect(registry.put(next, at(2_000))).toEqual({ cloneSuspected: false });
    expect(old.ended).toEqual(['superseded']);
    expect(registry.get('ag_1')).toBe(next);
  });

  it('ignores the late end of a superseded session', () => {
    const registry = new SessionRegistry();
    const [old, next] = [session('a'), session('b')];
    registry.put(old, at(1_000));
    registry.put(next, at(1_000));
    expect(registry.remove(old)).toBe(false);
    expect(registry.get('ag_1')).toBe(next);
    expect(registry.remove(next)).toBe(true);
  });

  it('suspects a clone when two boots speak at the same time', () => {
    const registry = new SessionRegistry();
    registry.put(session('a'), at(1_000));
    const clone = session('b', { bootId: 'boot-two', instance: 'process-2' });
    expect(registry.put(clone, at(2_000))).toEqual({ cloneSuspected: true });
  });

  it('takes a machine that rebooted after a silence for itself', () => {
    const registry = new SessionRegistry();
    registry.put(session('a', { lastHeardAt: 1_000 }), at(1_000));
    const rebooted = session('b', { bootId: 'boot-two', instance: 'process-2' });
    expect(registry.put(rebooted, at(61_000))).toEqual({ cloneSuspected: false });
  });

  it('takes a machine that was power-cycled within seconds for itself', () => {
    const registry = new SessionRegistry();
    registry.put(session('a', { lastHeardAt: 5_000 }), at(1_000));
    const rebooted = session('b', { bootId: 'boot-two', instance: 'process-2' });
    expect(registry.put(rebooted, { now: 20_000, bootedAt: 8_000 })).toEqual({ cloneSuspected: false });
  });
});
