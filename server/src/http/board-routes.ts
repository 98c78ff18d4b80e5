import {
  board,
  deviceEvents as deviceEventsSchema,
  deviceFacts as deviceFactsSchema,
  deviceMetrics,
  type DeviceRow,
  peopleList,
  windowQuery,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import * as v from 'valibot';
import { deviceEvents, deviceFacts } from '../report/device-facts.ts';
import type { Store } from '../store/store.ts';
import { RequestRefused } from './errors.ts';
import type { Routes } from './route.ts';

/** Points of one chart: more than any screen shows. */
const MAX_POINTS = 2_000;
const points = v.optional(
  v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(10), v.maxValue(MAX_POINTS)),
  '600',
);
const metricsQuery = v.intersect([windowQuery, v.object({ points })]);

/** Reading: the board, and what a device's history shows. */
export function addBoardRoutes(routes: Routes, deps: { store: Store; clock: Clock }): void {
  const { fleet, journal } = deps.store;
  const deviceOf = async (id: string): Promise<DeviceRow> => {
    const device = await fleet.device(id);
    if (!device) throw new RequestRefused('not-found', 'there is no such device');
    return device;
  };

  routes
    .add(
      {
        method: 'get',
        path: '/api/board',
        summary: 'Sites and devices as they are now',
        access: 'signed-in',
        response: board,
      },
      async () => ({ ...(await fleet.changesSince(0)), serverTime: deps.clock.now() }),
    )
    .add(
      {
        method: 'get',
        path: '/api/people',
        summary: 'Who is who, for the names beside decisions',
        access: 'signed-in',
        response: peopleList,
      },
      async () => ({ people: await deps.store.people.list() }),
    )
    .add(
      {
        method: 'get',
        path: '/api/devices/{id}/facts',
        summary: 'Timelines of a device: when it ran, and each of its facts',
        access: 'signed-in',
        query: windowQuery,
        response: deviceFactsSchema,
      },
      async ({ query, param }) => deviceFacts(journal, await deviceOf(param('id')), query, deps.clock.now()),
    )
    .add(
      {
        method: 'get',
        path: '/api/devices/{id}/metrics',
        summary: 'Figures of a device over time; neighbours are joined where there are more than `points`',
        access: 'signed-in',
        query: metricsQuery,
        response: deviceMetrics,
      },
      async ({ query, param }) => {
        const device = await deviceOf(param('id'));
        const { from, until } = query;
        return { from, until, series: await journal.metrics(device.id, { from, until }, query.points) };
      },
    )
    .add(
      {
        method: 'get',
        path: '/api/devices/{id}/events',
        summary: 'Starts, stops, sleep and other events of a device',
        access: 'signed-in',
        query: windowQuery,
        response: deviceEventsSchema,
      },
      async ({ query, param }) => deviceEvents(journal, await deviceOf(param('id')), query),
    );
}
