import { svg, type TemplateResult } from 'lit';

const PATHS = {
  /* Shapes of states: told apart without colour. */
  'state-online': svg`<circle cx="10" cy="10" r="6" fill="currentColor" stroke="none" />`,
  'state-offline': svg`<path d="M10 2.5 17.5 10 10 17.5 2.5 10Z" fill="currentColor" stroke="none" /><path class="cut" d="m7.8 7.8 4.4 4.4m0-4.4-4.4 4.4" />`,
  'state-problem': svg`<path d="M10 2.8 18 17H2Z" fill="currentColor" stroke="currentColor" stroke-width="1.4" /><path class="cut" d="M10 7.6v4.2m0 2.4v.1" />`,
  'state-pending': svg`<circle cx="10" cy="10" r="6.6" /><path d="M10 6.4V10l2.4 1.6" />`,
  'state-never': svg`<circle cx="10" cy="10" r="6" stroke-dasharray="2.4 2.3" />`,
  'state-revoked': svg`<circle cx="10" cy="10" r="6.6" /><path d="M6.6 10h6.8" />`,
  'state-planned': svg`<rect x="4" y="4" width="12" height="12" rx="1.5" /><path d="M7.5 7.5v5m5-5v5" />`,
  'state-unknown': svg`<circle cx="10" cy="10" r="6.6" /><path d="M8.3 8.2a1.8 1.8 0 1 1 2.4 1.9c-.5.2-.7.5-.7 1v.2m0 1.9v.1" />`,
  sure: svg`<circle cx="10" cy="10" r="6.6" /><circle cx="10" cy="10" r="3.4" fill="currentColor" stroke="none" />`,
  half: svg`<circle cx="10" cy="10" r="6.6" /><path d="M10 3.4a6.6 6.6 0 0 1 0 13.2Z" fill="currentColor" stroke="none" />`,
  /* Things. */
  gateway: svg`<rect x="2.5" y="10.5" width="15" height="6" rx="1.5" /><path d="M5.5 13.5h.1m2.9 0h.1M14 10.5v-6M11 5.6a4.2 4.2 0 0 1 6 0" />`,
  internet: svg`<circle cx="10" cy="10" r="7" /><path d="M3 10h14M10 3c-4.6 4.4-4.6 9.6 0 14 4.6-4.4 4.6-9.6 0-14Z" />`,
  service: svg`<rect x="2.5" y="4" width="15" height="12" rx="1.5" /><path d="M2.5 7.5h15M5 5.8h.1m1.9 0h.1" />`,
  shield: svg`<path d="M10 2.8 16 5v4.6c0 3.6-2.4 6.2-6 7.6-3.6-1.4-6-4-6-7.6V5Z" />`,
  dns: svg`<path d="M3 5h9l5 5-5 5H3Z" /><path d="M6.5 10h.1" />`,
  hub: svg`<rect x="3.5" y="3" width="13" height="5.5" rx="1.2" /><rect x="3.5" y="11.5" width="13" height="5.5" rx="1.2" /><path d="M6.5 5.8h.1m-.1 8.4h.1" />`,
  mains: svg`<path d="M7 2.5V7m6-4.5V7M4.5 7h11v2a5.5 5.5 0 0 1-11 0Zm5.5 7.5v3" />`,
  battery: svg`<rect x="2" y="6" width="14" height="8.5" rx="1.6" /><path d="M18.3 9v2.5M5 8.8v2.9" />`,
  wifi: svg`<path d="M2.5 8.2a10.6 10.6 0 0 1 15 0M5.4 11.2a6.5 6.5 0 0 1 9.2 0M8 14a2.8 2.8 0 0 1 4 0m-2 2.6v.1" />`,
  sync: svg`<path d="M16.5 8A6.8 6.8 0 0 0 4.2 6.4L3 8m0-4.2V8h4.2M3.5 12a6.8 6.8 0 0 0 12.3 1.6L17 12m0 4.2V12h-4.2" />`,
  clone: svg`<rect x="3" y="3" width="10" height="10" rx="1.5" /><path d="M16.9 7v8.4a1.5 1.5 0 0 1-1.5 1.5H7" />`,
  hand: svg`<path d="M12.8 3.6a1.8 1.8 0 0 1 2.6 2.6L7 14.6l-3.6 1 1-3.6ZM11.2 5.2l2.6 2.6" />`,
  target: svg`<circle cx="10" cy="10" r="6.6" /><circle cx="10" cy="10" r="2.4" /><path d="M10 1.8v2.4m0 11.6v2.4M1.8 10h2.4m11.6 0h2.4" />`,
  compare: svg`<path d="M10 3v14M3 5.5h4.5m-4.5 4h4.5m-4.5 4h3M12.5 9l1.8 1.8L17.5 7" />`,
  plus: svg`<path d="M10 4v12M4 10h12" />`,
  copy: svg`<rect x="7" y="7" width="10" height="10" rx="1.5" /><path d="M13 4.5A1.5 1.5 0 0 0 11.5 3h-7A1.5 1.5 0 0 0 3 4.5v7A1.5 1.5 0 0 0 4.5 13" />`,
  check: svg`<path d="m4 10.6 4 4 8-9" />`,
  close: svg`<path d="m5 5 10 10M15 5 5 15" />`,
  back: svg`<path d="M12.5 4.5 7 10l5.5 5.5" />`,
  forward: svg`<path d="M7.5 4.5 13 10l-5.5 5.5" />`,
  down: svg`<path d="m5 7.5 5 5.5 5-5.5" />`,
  ledger: svg`<path d="M5 3.5h10v13H5zM8 7.2h4M8 10h4m-4 2.8h2.5" />`,
  paper: svg`<path d="M5 2.8h6.5L15 6.3v10.9H5Zm6.3.2v3.5h3.5M7.5 10h5m-5 2.8h5" />`,
  lock: svg`<rect x="4.5" y="9" width="11" height="8" rx="1.5" /><path d="M7 9V6.3a3 3 0 0 1 6 0V9" />`,
  calendar: svg`<rect x="3.5" y="4.5" width="13" height="12" rx="1.5" /><path d="M3.5 8.5h13M7 2.8v3m6-3v3" />`,
  phone: svg`<path d="M4.5 3.5h3l1.3 3.6-1.8 1.4a9 9 0 0 0 4.5 4.5l1.4-1.8 3.6 1.3v3c0 .8-.7 1.2-1.4 1.1A13.4 13.4 0 0 1 3.4 4.9c-.1-.7.3-1.4 1.1-1.4Z" />`,
  clip: svg`<path d="m15.5 9.5-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.9 5.9a1.1 1.1 0 0 1-1.6-1.6l5.2-5.2" />`,
  download: svg`<path d="M10 3.5v9m-3.7-3.7L10 12.5l3.7-3.7M4 16.5h12" />`,
  board: svg`<rect x="3" y="3" width="6" height="6" rx="1.2" /><rect x="11" y="3" width="6" height="6" rx="1.2" /><rect x="3" y="11" width="6" height="6" rx="1.2" /><rect x="11" y="11" width="6" height="6" rx="1.2" />`,
  alert: svg`<circle cx="10" cy="10" r="7" /><path d="M10 6.3v4.4m0 2.7v.1" />`,
  mark: svg`<path d="M2.5 5.5 6.5 15 10 7l3.5 8 4-9.5" stroke-width="2.2" />`,
};

export type IconName = keyof typeof PATHS;

/** A picture beside a label: hidden from screen readers, in the colour of its text. */
export function icon(name: IconName): TemplateResult<2> {
  return svg`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor"
    stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
}
