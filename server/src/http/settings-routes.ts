import {
  calendarList,
  ledgerRules,
  saveHolidaysRequest,
  saveWindowRequest,
  setTermRequest,
  siteRow,
  updateSiteRequest,
  windowList,
} from '@wardwatch/shared/api';
import { calendarProblems, holidayProblems, startOfDay } from '@wardwatch/shared/calendar';
import type { Clock } from '@wardwatch/shared/lib';
import {
  calendar as calendarSchema,
  calendarVersion,
  type PlannedWindow,
  plannedWindow,
} from '@wardwatch/shared/model';
import * as v from 'valibot';
import { newId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';
import { RequestRefused } from './errors.ts';
import type { HttpContext, Routes } from './route.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** `POST /api/calendars/{id}/versions`: hours from a day on; the number is the server's. */
const newVersion = v.omit(calendarVersion, ['version']);

/** What the ledger needs to know: places, windows, opening hours, holidays. Every change is in the audit log. */
export function addSettingsRoutes(routes: Routes, deps: Deps): void {
  addPlaces(routes, deps);
  addWindows(routes, deps);
  addCalendars(routes, deps);
  addRules(routes, deps);
}

function addRules(routes: Routes, { store, clock }: Deps): void {
  routes
    .add(
      {
        method: 'get',
        path: '/api/rules',
        summary: 'The figures that outages are judged by',
        access: 'signed-in',
        response: ledgerRules,
      },
      () => store.ledger.rules(),
    )
    .add(
      {
        method: 'post',
        path: '/api/rules',
        summary: 'Change the figures that outages are judged by; everything is judged anew by them',
        access: 'admin',
        body: ledgerRules,
        response: ledgerRules,
      },
      async ({ body, context }) => {
        await store.ledger.saveRules(body);
        await audit({ store, clock }, context, 'rules.save', 'ledger', { ...body });
        return body;
      },
    );
}

function addPlaces(routes: Routes, { store, clock }: Deps): void {
  routes
    .add(
      {
        method: 'patch',
        path: '/api/sites/{id}',
        summary: 'Change name, provider, feeder, opening hours or contact of a site, or archive it',
        access: 'admin',
        body: updateSiteRequest,
        response: siteRow,
      },
      async ({ body, param, context }) => {
        const { calendarId } = body;
        if (calendarId !== undefined && !(await store.ledger.calendars()).some((one) => one.id === calendarId)) {
          throw new RequestRefused('not-found', 'there is no such calendar');
        }
        const isKnown = await store.ledger.updateSite(param('id'), body, clock.now());
        const site = isKnown ? await store.fleet.site(param('id')) : undefined;
        if (!site) throw new RequestRefused('not-found', 'there is no such site');
        await audit({ store, clock }, context, 'site.update', site.id, { ...body });
        return site;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/devices/{id}/terms',
        summary: 'From when on a device stands at another site, has another duty, or is out of service',
        access: 'admin',
        body: setTermRequest,
      },
      async ({ body, param, context }) => {
        if (!(await store.fleet.site(body.siteId))) throw new RequestRefused('not-found', 'there is no such site');
        // The device's row shows its last term: one that is still to come would be shown as if it held.
        if (body.from > clock.now()) throw new RequestRefused('bad-request', 'from must not lie in the future');
        const device = await store.fleet.device(param('id'));
        if (device && body.from < device.createdAt) {
          throw new RequestRefused('bad-request', 'from must not lie before the device was enrolled');
        }
        if (!(await store.ledger.setTerm(param('id'), body))) {
          throw new RequestRefused('not-found', 'there is no such device');
        }
        await audit({ store, clock }, context, 'device.term', param('id'), { ...body });
        return undefined;
      },
    );
}

function addWindows(routes: Routes, { store, clock }: Deps): void {
  const { ledger } = store;
  routes
    .add(
      {
        method: 'get',
        path: '/api/windows',
        summary: 'Maintenance windows and announced power cuts',
        access: 'signed-in',
        response: windowList,
      },
      async () => ({ windows: await ledger.windows() }),
    )
    .add(
      {
        method: 'post',
        path: '/api/windows',
        summary: 'Enter a maintenance window or an announced power cut, before or after the fact',
        access: 'admin',
        body: saveWindowRequest,
        response: plannedWindow,
      },
      async ({ body, context }) => {
        if (body.scope.kind === 'sites') {
          for (const id of body.scope.siteIds) {
            if (!(await store.fleet.site(id))) throw new RequestRefused('not-found', `there is no site ${id}`);
          }
        }
        const at = clock.now();
        const by = context.get('person').id;
        const window: PlannedWindow = { ...body, id: newId('window'), enteredBy: by, enteredAt: at, cancelledAt: null };
        await ledger.saveWindow(window);
        await audit({ store, clock }, context, 'window.create', window.id, { ...body });
        return window;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/windows/{id}/cancel',
        summary: 'Take a window back, as if it had never been entered',
        access: 'admin',
        response: plannedWindow,
      },
      async ({ param, context }) => {
        const window = (await ledger.windows()).find((one) => one.id === param('id'));
        if (!window) throw new RequestRefused('not-found', 'there is no such window');
        if (window.cancelledAt !== null) throw new RequestRefused('state-conflict', 'the window is cancelled already');
        const cancelled = { ...window, cancelledAt: clock.now() };
        await ledger.saveWindow(cancelled);
        await audit({ store, clock }, context, 'window.cancel', window.id, {});
        return cancelled;
      },
    );
}

function addCalendars(routes: Routes, { store, clock }: Deps): void {
  const { ledger } = store;
  routes
    .add(
      {
        method: 'get',
        path: '/api/calendars',
        summary: 'Opening hours by kind of place, and special days',
        access: 'signed-in',
        response: calendarList,
      },
      async () => ({ calendars: await ledger.calendars(), holidays: await ledger.holidays() }),
    )
    .add(
      {
        method: 'post',
        path: '/api/calendars/{id}/versions',
        summary: 'Opening hours from a day on',
        access: 'admin',
        body: newVersion,
        response: calendarSchema,
      },
      async ({ body, param, context }) => {
        const known = (await ledger.calendars()).find((one) => one.id === param('id'));
        if (!known) throw new RequestRefused('not-found', 'there is no such calendar');
        const version = Math.max(...known.versions.map((one) => one.version)) + 1;
        const changed = { ...known, versions: [...known.versions, { ...body, version }] };
        refuse(calendarProblems(changed));
        await ledger.saveCalendar(changed, startOfDay(body.validFrom));
        await audit({ store, clock }, context, 'calendar.version', known.id, { ...body, version });
        return changed;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/holidays/{year}',
        summary: 'The special days of one year, in place of those known before',
        access: 'admin',
        body: saveHolidaysRequest,
      },
      async ({ body, param, context }) => {
        const year = Number(param('year'));
        if (!/^2[01]\d\d$/.test(param('year'))) throw new RequestRefused('bad-request', 'the year is 2000 to 2199');
        const strange = body.days.find((day) => !day.date.startsWith(`${year}-`));
        if (strange) throw new RequestRefused('bad-request', `${strange.date} is not in ${year}`);
        refuse(holidayProblems(body.days, [year]).filter((problem) => problem.severity === 'error'));
        await ledger.saveHolidays(year, body.days);
        await audit({ store, clock }, context, 'holidays.save', String(year), { days: body.days });
        return undefined;
      },
    );
}

function refuse(problems: readonly { code: string }[]): void {
  const [first] = problems;
  if (!first) return;
  const fields = Object.fromEntries(problems.map((problem, index) => [`${index}`, problem.code]));
  throw new RequestRefused('bad-request', `the calendar does not work: ${first.code}`, { fields });
}

function audit(
  { store, clock }: Deps,
  context: HttpContext,
  action: string,
  subject: string,
  details: Record<string, unknown>,
): Promise<void> {
  return store.audit.add({ at: clock.now(), by: context.get('person').id, action, subject, details });
}
