import type { ServiceRow } from '@wardwatch/shared/api';
import type { Tone } from '../../components/device-status.ts';
import type { IconName } from '../../components/icons.ts';
import type { ServiceState } from '../../data/service-states.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** How a state of a service looks: shape and tone, never the tone alone. */
export const SERVICE_LOOKS = {
  up: { tone: 'calm', picture: 'check' },
  degraded: { tone: 'warning', picture: 'half' },
  down: { tone: 'danger', picture: 'close' },
  unknown: { tone: 'quiet', picture: 'state-unknown' },
} as const satisfies Record<ServiceState, { tone: Tone; picture: IconName }>;

/** States in the order of the page, what needs a hand first. */
export const SERVICE_STATES: readonly ServiceState[] = ['down', 'degraded', 'up', 'unknown'];

/** What is looked at: the address of a page, a host with its port, a domain name. */
export function targetWords({ check }: Pick<ServiceRow, 'check'>): string {
  if (check.kind === 'http') return check.url;
  return check.kind === 'dns' ? check.name : `${check.host}:${check.port}`;
}

/** How, how often and from where a service is looked at. */
export function paceWords(row: ServiceRow, t: Messages, format: Format): string {
  const { services } = t;
  const where = row.siteIds === null ? services.allSites : services.someSites(format.number(row.siteIds.length));
  return [services.kinds[row.check.kind], services.every(format.duration(row.check.everyMs)), where].join(' · ');
}
