import { html, type TemplateResult } from 'lit';
import type { Messages } from './i18n/vi.ts';
import type { Location, Route } from './router.ts';

/** A page of the console: where it is, what it is called, how it is loaded and shown. */
export interface PageRoute extends Route {
  title(t: Messages): string;
  load(): Promise<unknown>;
  render(location: Location): TemplateResult;
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
    pattern: '/enrol',
    title: (t) => t.enrol.title,
    load: () => import('./pages/enrol/enrol-page.ts'),
    render: () => html`<ww-enrol-page></ww-enrol-page>`,
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
