import { html, type TemplateResult } from 'lit';
import type { Messages } from './i18n/vi.ts';
import type { Location, Route } from './router.ts';

/** A page of the console: where it is, what it is called, how it is loaded and shown. */
export interface PageRoute extends Route {
  title(t: Messages): string;
  load(): Promise<unknown>;
  render(location: Location): TemplateResult;
  /** Whether it is shown without signing in. */
  isPublic?: true;
}

/** All pages, each loaded when first asked for. */
export const ROUTES: readonly PageRoute[] = [
  {
    pattern: '/',
    title: (t) => t.board.title,
    load: () => import('./pages/board/board-page.ts'),
    render: () => html`<ww-board-page></ww-board-page>`,
  },
  {
    pattern: '/ledger',
    title: (t) => t.ledger.title,
    load: () => import('./pages/ledger/ledger-page.ts'),
    render: ({ query }) => html`<ww-ledger-page .query=${query}></ww-ledger-page>`,
  },
  {
    pattern: '/ledger/:id',
    title: (t) => t.outage.title,
    load: () => import('./pages/outage/outage-page.ts'),
    render: ({ params }) => html`<ww-outage-page .outageId=${params['id'] ?? ''}></ww-outage-page>`,
  },
  {
    pattern: '/sites/:id',
    title: (t) => t.site.title,
    load: () => import('./pages/site/site-page.ts'),
    render: ({ params, query }) => html`<ww-site-page .siteId=${params['id'] ?? ''} .query=${query}></ww-site-page>`,
  },
  {
    pattern: '/windows',
    title: (t) => t.windows.title,
    load: () => import('./pages/windows/windows-page.ts'),
    render: () => html`<ww-windows-page></ww-windows-page>`,
  },
  {
    pattern: '/calendars',
    title: (t) => t.calendars.title,
    load: () => import('./pages/calendars/calendars-page.ts'),
    render: () => html`<ww-calendars-page></ww-calendars-page>`,
  },
  {
    pattern: '/rules',
    title: (t) => t.rules.title,
    load: () => import('./pages/rules/rules-page.ts'),
    render: () => html`<ww-rules-page></ww-rules-page>`,
  },
  {
    pattern: '/services',
    title: (t) => t.services.title,
    load: () => import('./pages/services/services-page.ts'),
    render: () => html`<ww-services-page></ww-services-page>`,
  },
  {
    pattern: '/enrol',
    title: (t) => t.enrol.title,
    load: () => import('./pages/enrol/enrol-page.ts'),
    render: () => html`<ww-enrol-page></ww-enrol-page>`,
  },
  {
    pattern: '/collects',
    title: (t) => t.collects.title,
    load: () => import('./pages/collects/collects-page.ts'),
    render: () => html`<ww-collects-page></ww-collects-page>`,
    isPublic: true,
  },
  {
    pattern: '/devices/:id',
    title: (t) => t.device.title,
    load: () => import('./pages/device/device-page.ts'),
    render: ({ params, query }) =>
      html`<ww-device-page .deviceId=${params['id'] ?? ''} .query=${query}></ww-device-page>`,
  },
];

/** Addresses that mean "come in": a signed-in person has nothing to do there and is taken to the board. */
export const ENTRY_PATHS: readonly string[] = ['/login', '/setup'];
