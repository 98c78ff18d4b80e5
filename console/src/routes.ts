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
    pattern: '/papers',
    title: (t) => t.papers.title,
    load: () => import('./pages/papers/papers-page.ts'),
    render: () => html`<ww-papers-page></ww-papers-page>`,
  },
  {
    pattern: '/papers/prices',
    title: (t) => t.prices.title,
    load: () => import('./pages/papers/prices-page.ts'),
    render: () => html`<ww-prices-page></ww-prices-page>`,
  },
  {
    pattern: '/papers/references',
    title: (t) => t.references.title,
    load: () => import('./pages/papers/references-page.ts'),
    render: () => html`<ww-references-page></ww-references-page>`,
  },
  {
    pattern: '/papers/identity',
    title: (t) => t.identity.title,
    load: () => import('./pages/papers/identity-page.ts'),
    render: () => html`<ww-identity-page></ww-identity-page>`,
  },
  {
    pattern: '/papers/:id',
    title: (t) => t.papers.title,
    load: () => import('./pages/papers/paper-page.ts'),
    render: ({ params, query }) => html`<ww-paper-page .paperId=${params['id'] ?? ''} .query=${query}></ww-paper-page>`,
  },
  {
    pattern: '/inventory',
    title: (t) => t.inventory.title,
    load: () => import('./pages/inventory/inventory-page.ts'),
    render: ({ query }) => html`<ww-inventory-page .query=${query}></ww-inventory-page>`,
  },
  {
    pattern: '/inventory/import',
    title: (t) => t.inventoryImport.title,
    load: () => import('./pages/inventory/import-page.ts'),
    render: () => html`<ww-import-page></ww-import-page>`,
  },
  {
    pattern: '/inventory/:id',
    title: (t) => t.inventory.ofSite,
    load: () => import('./pages/inventory/inventory-site-page.ts'),
    render: ({ params }) => html`<ww-inventory-site-page .siteId=${params['id'] ?? ''}></ww-inventory-site-page>`,
  },
  {
    pattern: '/survey',
    title: (t) => t.survey.title,
    load: () => import('./pages/survey/survey-page.ts'),
    render: () => html`<ww-survey-page></ww-survey-page>`,
  },
  {
    pattern: '/survey/:id',
    title: (t) => t.survey.title,
    load: () => import('./pages/survey/survey-site-page.ts'),
    render: ({ params }) => html`<ww-survey-site-page .siteId=${params['id'] ?? ''}></ww-survey-site-page>`,
  },
  {
    pattern: '/readiness',
    title: (t) => t.readiness.title,
    load: () => import('./pages/readiness/readiness-page.ts'),
    render: ({ query }) => html`<ww-readiness-page .query=${query}></ww-readiness-page>`,
  },
  {
    pattern: '/readiness/criteria',
    title: (t) => t.criteria.title,
    load: () => import('./pages/readiness/criteria-page.ts'),
    render: () => html`<ww-criteria-page></ww-criteria-page>`,
  },
  {
    pattern: '/reports',
    title: (t) => t.reports.title,
    load: () => import('./pages/reports/reports-page.ts'),
    render: () => html`<ww-reports-page></ww-reports-page>`,
  },
  {
    pattern: '/reports/:id',
    title: (t) => t.reports.one,
    load: () => import('./pages/reports/report-page.ts'),
    render: ({ params, query }) =>
      html`<ww-report-page .reportId=${params['id'] ?? ''} .query=${query}></ww-report-page>`,
  },
  {
    pattern: '/indicators',
    title: (t) => t.indicators.title,
    load: () => import('./pages/indicators/indicators-page.ts'),
    render: () => html`<ww-indicators-page></ww-indicators-page>`,
  },
  {
    pattern: '/systems',
    title: (t) => t.systems.title,
    load: () => import('./pages/systems/systems-page.ts'),
    render: () => html`<ww-systems-page></ww-systems-page>`,
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
