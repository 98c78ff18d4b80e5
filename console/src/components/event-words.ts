import type { DeviceEvents } from '@wardwatch/shared/api';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';
import type { FactNames } from './fact-words.ts';
import { postureItems, postureTotals, readPosture } from './posture-items.ts';

/** One event of a device, as the server sends it. */
export type DeviceEvent = DeviceEvents['events'][number];

/** An event's fields, as far as they are what they should be. */
interface Fields {
  figure: (key: string) => number;
  name: (key: string) => string;
  time: (key: string) => string;
}

/**
 * An event in plain words. What a newer agent sends, or sends otherwise than expected, is named rather than hidden.
 */
export function eventWords(event: DeviceEvent, names: FactNames, t: Messages, format: Format): string {
  const words = t.events;
  const fields = fieldsOf(event, format);
  const { figure, name, time } = fields;
  switch (event.event) {
    case 'boot':
      return joined(words.boot(time('bootedAt')), ...whyWords(event, t), ...stopBefore(event, t, format));
    case 'start':
      return joined(words.start, ...stopBefore(event, t, format));
    case 'stop':
      return words.stops[name('reason')] ?? words.other('stop');
    case 'suspend':
      return words.suspend(time('from'));
    case 'resume':
      return words.resume(format.duration(figure('sleptMs')));
    case 'clock-step': {
      const by = figure('byMs');
      return by < 0 ? words.clockBack(format.duration(-by)) : words.clockForward(format.duration(by));
    }
    case 'identity':
      return words.identity(`${name('os')} ${name('osVersion')}`.trim(), name('agentVersion'));
    case 'spool-dropped':
      return words.dropped(format.number(figure('metrics') + figure('others')), time('from'), time('until'));
    default:
      return senseWords(event, fields, names, t, format) ?? words.other(event.event);
  }
}

/** Events of power, posture and watched devices; undefined for any other. */
function senseWords(
  event: DeviceEvent,
  { figure, name }: Fields,
  names: FactNames,
  t: Messages,
  format: Format,
): string | undefined {
  const { senseEvents } = t;
  switch (event.event) {
    case 'power-source':
      return powerSourceWords(event, t, format);
    case 'ups-test':
      return senseEvents.upsTest[name('result')];
    case 'discharge':
      return dischargeWords(event, t, format);
    case 'posture': {
      const said = readPosture(event.data);
      if (!said) return undefined;
      const { good, bad, unknown } = postureTotals(postureItems(said, event.at, t, format));
      return senseEvents.posture(format.number(good), format.number(bad), format.number(unknown));
    }
    case 'watched-restart':
      return senseEvents.watchedRestart(names.watched(name('id')) ?? name('id'), format.duration(figure('uptimeMs')));
    default:
      return undefined;
  }
}

/** Where power is read from, with the model, the battery and how many there are. */
function powerSourceWords(event: DeviceEvent, t: Messages, format: Format): string {
  const { senseEvents, power } = t;
  const { figure, name } = fieldsOf(event, format);
  const source = Object.entries(power.sources).find(([key]) => key === name('source'))?.[1] ?? name('source');
  if (name('source') === 'none') return senseEvents.powerNone;
  return joined(
    senseEvents.powerSource(source),
    name('model'),
    name('batteryDate') === '' ? '' : senseEvents.batteryOf(name('batteryDate')),
    figure('count') > 1 ? senseEvents.severalUps(format.number(figure('count'))) : '',
  );
}

/** How long the battery carried the load, and from where to where. */
function dischargeWords(event: DeviceEvent, t: Messages, format: Format): string {
  const { senseEvents } = t;
  const { figure } = fieldsOf(event, format);
  const percent = (key: string): string => format.measure(figure(key), 'percent');
  const words = event.data['isOver'] === false ? senseEvents.dischargeSoFar : senseEvents.discharge;
  const load = typeof event.data['load'] === 'number' ? senseEvents.dischargeLoad(percent('load')) : '';
  return joined(words(format.duration(figure('lastedMs')), percent('chargeFrom'), percent('chargeTo')), load);
}

function fieldsOf(event: DeviceEvent, format: Format): Fields {
  const figure = (key: string): number => (typeof event.data[key] === 'number' ? event.data[key] : 0);
  const name = (key: string): string => (typeof event.data[key] === 'string' ? event.data[key] : '');
  return { figure, name, time: (key) => format.dateTime(figure(key)) };
}

/** Why the machine stopped, where its operating system tells. */
function whyWords({ data }: DeviceEvent, t: Messages): string[] {
  return Object.entries(t.senseEvents.why).flatMap(([why, words]) => (why === data['why'] ? [words] : []));
}

function stopBefore({ data }: DeviceEvent, t: Messages, format: Format): string[] {
  const how =
    data['clean'] === true
      ? t.events.cleanBefore
      : data['clean'] === false
        ? t.events.uncleanBefore
        : t.events.unknownBefore;
  const lastAliveAt = data['lastAliveAt'];
  return typeof lastAliveAt === 'number' ? [how, t.events.lastAlive(format.dateTime(lastAliveAt))] : [how];
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}
