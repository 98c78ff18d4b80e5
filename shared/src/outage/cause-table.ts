import type { Cause, Confidence, Evidence, Verdict } from '../model/index.ts';
import {
  type Condition,
  crashed,
  darkAlone,
  darkOnFeeder,
  darkOnFeederClosed,
  darkOnMains,
  darkTogether,
  darkTogetherClosed,
  darkWhileFeederOn,
  failedInSleep,
  gatewayDown,
  heldButton,
  lineBeyond,
  lineDown,
  mainsOffClosed,
  mainsOffHere,
  mainsOffCrashed,
  mainsOffHereClosed,
  notice,
  noticeEarly,
  ownPlug,
  silentFeederOnly,
  silentOnFeeder,
  silentProviderOnly,
  silentWithLine,
  siteMainsOff,
  stoppedBefore,
  stoppedNow,
  switchedOff,
  unreached,
  upsTestFailed,
} from './cause-conditions.ts';
import {
  deviceCrashed,
  deviceDark,
  deviceDarkWithMains,
  deviceHeldButton,
  deviceLan,
  deviceLostPower,
  devicesDarkTogether,
  deviceStopped,
  dnsAlone,
  hubAlone,
  serviceEverywhere,
  serviceHereOnly,
  serviceOneProvider,
  serviceOneWatcher,
  serviceUnsure,
} from './part-conditions.ts';
import { type Case, silence } from './cause-words.ts';

export type { Case } from './cause-words.ts';

/** One row: the first whose `when` gives evidence decides. */
export interface CauseRow {
  id: string;
  /** Kind of subject that it speaks of. */
  of: SubjectKind;
  cause: Cause;
  confidence: Confidence;
  /** The evidence that decides; undefined or none where the row does not apply. */
  when: Condition;
}

type SubjectKind = 'site' | 'power' | 'dns' | 'hub' | 'device' | 'service';

/**
 * The decision table: causes of outages and the evidence that each rests on, most direct first. In a chain the first
 * link is the cause. Where nothing decides, the answer is `undetermined`; a wrong answer that sounds sure is the worst
 * of all.
 */
export const CAUSE_TABLE: readonly CauseRow[] = [
  // A site's connectivity.
  row('site', 'notice', 'planned', 'confirmed', notice),
  row('site', 'notice-early', 'planned', 'probable', noticeEarly),
  row('site', 'crashed', 'device-fault', 'confirmed', crashed),
  row('site', 'mains-off-here-closed', 'device-off', 'probable', mainsOffHereClosed),
  row('site', 'mains-off-here', 'undetermined', 'undetermined', mainsOffHere),
  row('site', 'mains-off-closed', 'mains-power', 'probable', mainsOffClosed),
  row('site', 'mains-off-crashed', 'mains-power', 'probable', mainsOffCrashed),
  row('site', 'mains-off', 'mains-power', 'confirmed', siteMainsOff),
  row('site', 'line-beyond', 'internet-line', 'confirmed', lineBeyond),
  row('site', 'line', 'internet-line', 'confirmed', lineDown),
  row('site', 'lan', 'local-network', 'confirmed', gatewayDown),
  row('site', 'power-button', 'device-off', 'probable', heldButton),
  row('site', 'ups-test', 'device-fault', 'probable', upsTestFailed),
  row('site', 'dark-together', 'mains-power', 'confirmed', darkTogether),
  row('site', 'dark-on-feeder', 'mains-power', 'confirmed', darkOnFeeder),
  row('site', 'dark-on-feeder-closed', 'mains-power', 'probable', darkOnFeederClosed),
  row('site', 'sleep-failed', 'device-fault', 'probable', failedInSleep),
  row('site', 'stopped', 'device-off', 'confirmed', stoppedNow),
  row('site', 'not-started', 'device-off', 'probable', stoppedBefore),
  row('site', 'silent-on-feeder', 'mains-power', 'probable', silentOnFeeder),
  row('site', 'dark-on-mains', 'undetermined', 'undetermined', darkOnMains),
  row('site', 'switched-off', 'device-off', 'probable', switchedOff),
  row('site', 'dark-together-closed', 'mains-power', 'probable', darkTogetherClosed),
  row('site', 'dark-while-feeder-on', 'undetermined', 'undetermined', darkWhileFeederOn),
  row('site', 'dark-alone', 'mains-power', 'probable', darkAlone),
  row('site', 'unreached', 'internet-line', 'probable', unreached),
  row('site', 'silent-with-line', 'internet-line', 'probable', silentWithLine),
  row('site', 'silent-feeder-only', 'mains-power', 'probable', silentFeederOnly),
  row('site', 'silent-provider-only', 'internet-line', 'probable', silentProviderOnly),

  // Mains at a site.
  row('power', 'notice', 'planned', 'confirmed', notice),
  row('power', 'notice-early', 'planned', 'probable', noticeEarly),
  row('power', 'own-plug', 'undetermined', 'undetermined', ownPlug),
  row('power', 'off', 'mains-power', 'confirmed', siteMainsOff),

  // Name resolution, the way to this server.
  row('dns', 'notice', 'planned', 'confirmed', notice),
  row('dns', 'alone', 'dns', 'confirmed', dnsAlone),
  row('hub', 'alone', 'monitoring', 'confirmed', hubAlone),

  // A service as seen from a site.
  row('service', 'notice', 'planned', 'confirmed', notice),
  row('service', 'here-only', 'undetermined', 'undetermined', serviceHereOnly),
  row('service', 'unsure', 'undetermined', 'undetermined', serviceUnsure),
  row('service', 'everywhere', 'upstream-service', 'confirmed', serviceEverywhere),
  row('service', 'one-provider', 'upstream-service', 'probable', serviceOneProvider),
  row('service', 'one-watcher', 'upstream-service', 'probable', serviceOneWatcher),

  // A device while its site works.
  row('device', 'notice', 'planned', 'confirmed', notice),
  row('device', 'lan', 'local-network', 'confirmed', deviceLan),
  row('device', 'stopped', 'device-off', 'confirmed', deviceStopped),
  row('device', 'crashed', 'device-fault', 'confirmed', deviceCrashed),
  row('device', 'power-button', 'device-off', 'probable', deviceHeldButton),
  row('device', 'dark-with-mains', 'mains-power', 'confirmed', deviceDarkWithMains),
  row('device', 'lost-power', 'mains-power', 'probable', deviceLostPower),
  row('device', 'dark-together', 'mains-power', 'probable', devicesDarkTogether),
  row('device', 'dark', 'device-fault', 'probable', deviceDark),
];

function row(of: SubjectKind, name: string, cause: Cause, confidence: Confidence, when: Condition): CauseRow {
  return { id: `${of}-${name}`, of, cause, confidence, when };
}

/** Pieces of evidence that a verdict carries at the most. */
const MAX_EVIDENCE = 24;

/** Asks the table. */
export function judgeCause(one: Case): Verdict {
  const [kind] = one.view.subject.split(':', 1);
  for (const { id, of, cause, confidence, when } of CAUSE_TABLE) {
    const evidence = of === kind ? when(one) : undefined;
    if (evidence && evidence.length > 0) return { cause, confidence, rule: id, evidence: withChain(one, evidence) };
  }
  const evidence = withChain(one, silence(one.view));
  return { cause: 'undetermined', confidence: 'undetermined', rule: `${kind}-nothing-tells`, evidence };
}

/** What decided, and then what followed. */
function withChain({ view }: Case, decided: readonly Evidence[]): Evidence[] {
  const isTold = (next: Evidence): boolean =>
    decided.some((one) => one.kind === next.kind && one.deviceId === next.deviceId && one.at === next.at);
  return [...decided, ...view.chain.filter((next) => !isTold(next))].slice(0, MAX_EVIDENCE);
}
