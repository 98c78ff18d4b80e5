import type { Evidence } from '@wardwatch/shared/model';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';
import type { Names } from './outage-words.ts';

/** One thing that was seen, as a sentence that a reader can check. */
export function evidenceWords(evidence: Evidence, names: Names, t: Messages, format: Format): string {
  const { outage } = t;
  const { deviceId, siteId } = evidence;
  return outage.evidenceSentences[evidence.kind]({
    at: format.dateTimeSeconds(evidence.at),
    until: evidence.until === undefined ? '' : untilWords(evidence.at, evidence.until, format),
    device: deviceId === undefined ? outage.someDevice : outage.quotedDevice(names.device(deviceId) ?? deviceId),
    site: siteId === undefined ? outage.someSite : outage.quotedSite(names.site(siteId) ?? siteId),
    text: textWords(evidence, names, t),
  });
}

/** Reasons of a clean stop, services, and what a neighbour shares, are codes; every other text is somebody's own. */
function textWords({ kind, text = '' }: Evidence, names: Names, t: Messages): string {
  if (kind === 'clean-stop') return t.outage.stopReasons[text] ?? text;
  if (kind.includes('service-')) return serviceText(text, names);
  return kind.startsWith('neighbour-') ? (t.outage.shares[text] ?? text) : text;
}

/** `portal: timeout` with the service's name in the place of its id. */
function serviceText(text: string, names: Names): string {
  const [id = '', ...detail] = text.split(': ');
  return [names.service(id) ?? id, ...detail].join(': ');
}

/** The date is said once where both instants lie in one day. */
function untilWords(at: number, until: number, format: Format): string {
  return format.date(at) === format.date(until) ? format.timeSeconds(until) : format.dateTimeSeconds(until);
}

/** Why the rules suggest a cause; a row of a newer server's table is shown by its id. */
export function verdictWords(rule: string, t: Messages): string {
  return new Map<string, string>(Object.entries(t.verdicts)).get(rule) ?? rule;
}
