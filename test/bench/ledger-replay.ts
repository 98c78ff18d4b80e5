import type { Store } from '@wardwatch/server';
import { startOfDay } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import { type DeviceStory, deviceStory } from '../sim/device-journal.ts';
import { addDevice, addSite, batchesOf } from '../sim/load-ward.ts';
import { manyHouses } from '../sim/ward-sites.ts';
import { wardTruth, type WardTruth } from '../sim/ward-truth.ts';

/** Simulated time between two looks of the engine. */
export const STEP_MS = 60 * 60_000;
const HOUSES = 4;
const PERIOD: Interval = { from: startOfDay('2026-07-01'), until: startOfDay('2026-08-01') };

/** A device's story with its agent. */
export interface AgentStory {
  agentId: string;
  story: DeviceStory;
}

/** The month that is replayed: its server never dies of itself, that is left to the test. */
export function replayTruth(seed: number): WardTruth {
  const truth = wardTruth({ seed, period: PERIOD, sites: manyHouses(seed, HOUSES) });
  return { ...truth, serverAlive: [truth.period], serverAlone: [] };
}

/** The stories of all devices, in the order in which `prepareReplay` enrols them. */
export function storiesFor(truth: WardTruth): AgentStory[] {
  return truth.sites
    .flatMap((site) => {
      const world = truth.worlds.get(site.key);
      return world ? site.devices.map((device) => deviceStory(truth, world, device, 600_000)) : [];
    })
    .map((story, index) => ({ agentId: agentIdOf(index), story }));
}

function agentIdOf(index: number): string {
  return `ag_${(index + 1).toString(16).padStart(32, '0')}`;
}

/** Sites and devices before anything happens. */
export async function prepareReplay(store: Store, truth: WardTruth): Promise<void> {
  let index = 0;
  for (const site of truth.sites) {
    const siteId = await addSite(store, site, truth.period.from);
    for (const device of site.devices) await addDevice(store, device, siteId, truth.period.from, index++);
  }
}

/**
 * What reaches the server in a step. A server that has just started hears again from every agent that was connected.
 */
export async function replayStep(
  store: Store,
  stories: readonly AgentStory[],
  step: Interval,
  isAfterStart: boolean,
): Promise<void> {
  await store.fleet.serverTick(step.from, heardBy(stories, step.from));
  const isIn = (at: number | null): at is number => at !== null && at >= step.from && at < step.until;
  for (const { agentId, story } of stories) {
    for (const [index, { openedAt, heardUntil, closedAt }] of story.sessions.entries()) {
      const sessionId = `${agentId}-${index + 1}`;
      const goesOn = isAfterStart && openedAt < step.from && (closedAt ?? Infinity) >= step.from;
      const about = { agentVersion: '1.0.0', backlog: 0, clockOffsetMs: 0, cloneSuspected: false };
      if (isIn(openedAt) || goesOn) await store.fleet.sessionOpened({ agentId, sessionId, at: openedAt, ...about });
      if (isIn(closedAt)) {
        await store.fleet.sessionClosed({ agentId, sessionId, at: closedAt, lastHeardAt: heardUntil });
      }
    }
    const first = story.lines.findIndex((line) => isIn(line.deliveredAt));
    if (first < 0) continue;
    const last = story.lines.findLastIndex((line) => isIn(line.deliveredAt));
    await store.journal.commit(batchesOf(agentId, story.lines.slice(first, last + 1), first + 1));
  }
  await store.fleet.serverTick(step.until, heardBy(stories, step.until));
}

/** When the server last heard each agent that is connected at an instant. */
function heardBy(stories: readonly AgentStory[], at: number): { agentId: string; lastHeardAt: number }[] {
  return stories.flatMap(({ agentId, story }) => {
    const session = story.sessions.findLast(({ openedAt }) => openedAt < at);
    return session ? [{ agentId, lastHeardAt: Math.min(at, session.heardUntil) }] : [];
  });
}
