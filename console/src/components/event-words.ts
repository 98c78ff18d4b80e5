import type { DeviceEvents } from '@wardwatch/shared/api';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';

/** One event of a device, as the server sends it. */
export type DeviceEvent = DeviceEvents['events'][number];

/**
 * An event in plain words. What a newer agent sends, or sends otherwise than expected, is named rather than hidden.
 */
export function eventWords(event: DeviceEvent, t: Messages, format: Format): string {
  const words = t.events;
  const figure = (key: string): number => (typeof event.data[key] === 'number' ? event.data[key] : 0);
  const name = (key: string): string => (typeof event.data[key] === 'string' ? event.data[key] : '');
  const time = (key: string): string => format.dateTime(figure(key));
  switch (event.event) {
    case 'boot':
      return joined(words.boot(time('bootedAt')), ...stopBefore(event, t, format));
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
      return words.other(event.event);
  }
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
  return parts.join('; ');
}
