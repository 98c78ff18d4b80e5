import type { Interval } from '../lib/index.ts';
import type { Cause, DerivedOutage, Verdict } from '../model/index.ts';
import { judgeCause } from './cause-table.ts';
import type { SiteOutage } from './judge-site.ts';
import type { Neighbour } from './neighbours.ts';

/** What sites may have in common. */
export interface SiteTies {
  siteId: string;
  provider: string | null;
  feeder: string | null;
}

/** An outage as it is derived, with the times in which the subject was down. */
export interface Derived {
  outage: DerivedOutage;
  down: readonly Interval[];
}

/**
 * Names the cause of a site's outage, with what its neighbours showed, and the incident that it is a part of.
 *
 * @param neighbours sites that share something, at the start of this outage.
 */
export function deriveOutage(site: SiteTies, found: SiteOutage, neighbours: readonly Neighbour[]): Derived {
  const { subject, from, until, start, end, interruptions, down, view } = found;
  const suggested = judgeCause({ view, neighbours });
  const isDeclaredLate = view.planned.every((span) => span.enteredAt > from);
  return {
    down,
    outage: {
      siteId: site.siteId,
      subject,
      from,
      until,
      start,
      end,
      interruptions,
      downMs: down.reduce((sum, span) => sum + span.until - span.from, 0),
      suggested,
      services: subject.startsWith('service:') ? [subject.slice('service:'.length)] : [],
      declaredLate: suggested.cause === 'planned' && isDeclaredLate,
      incident: noticeOf(suggested) ?? incidentOf(site, found, suggested.cause, neighbours),
    },
  };
}

/** What was announced is one incident for all that it hits, each occurrence by itself. */
function noticeOf({ cause, evidence }: Verdict): string | undefined {
  const notice = cause === 'planned' ? evidence.find((one) => one.kind === 'notice') : undefined;
  return notice && `window:${notice.windowId}@${notice.at}`;
}

/**
 * The common cause that an outage shares with others: what they have in common and when the first of them began. The
 * same for all its members, since all of them see the same starts.
 */
function incidentOf(site: SiteTies, found: SiteOutage, cause: Cause, neighbours: readonly Neighbour[]): string | null {
  const shared = sharedBy(site, found, cause);
  if (!shared) return null;
  const others = neighbours.filter(shared.includes).map((one) => one.at);
  return others.length === 0 ? null : `${shared.name}@${Math.min(found.from, ...others)}`;
}

interface Shared {
  name: string;
  includes: (one: Neighbour) => boolean;
}

function sharedBy(site: SiteTies, found: SiteOutage, cause: Cause): Shared | undefined {
  const hasSign =
    (...signs: Neighbour['sign'][]) =>
    (one: Neighbour) =>
      signs.includes(one.sign);
  switch (cause) {
    case 'mains-power': {
      const isHit = hasSign('powerless', 'dark', 'silent');
      return site.feeder === null
        ? undefined
        : { name: `feeder:${site.feeder}`, includes: (one) => one.sharesFeeder && isHit(one) };
    }
    case 'internet-line': {
      const isHit = hasSign('line', 'silent');
      return site.provider === null
        ? undefined
        : { name: `provider:${site.provider}`, includes: (one) => one.sharesProvider && isHit(one) };
    }
    case 'upstream-service':
      return { name: found.subject, includes: (one) => one.watchesService && one.sign === 'failing' };
    case 'planned':
    case 'local-network':
    case 'dns':
    case 'device-off':
    case 'device-fault':
    case 'monitoring':
    case 'undetermined':
      return undefined;
    default:
      return cause satisfies never;
  }
}
