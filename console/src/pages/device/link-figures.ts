import type { DeviceRow } from '@wardwatch/shared/api';
import type { Figure } from '../../components/figure-list.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Bytes that the agent itself used today; undefined where it does not say. */
export interface OwnUse {
  sent: number | undefined;
  received: number | undefined;
}

const HOPS = ['gateway', 'provider', 'internet'] as const;

/** How good a device's line is, hop by hop, and what the agent itself used of it. Empty where nothing was measured. */
export function linkFigures(
  { metrics }: Pick<DeviceRow, 'metrics'>,
  used: OwnUse,
  t: Messages,
  format: Format,
): Figure[] {
  const { link } = t;
  const read = (name: string, unit: string): string | undefined => {
    const value = metrics[name]?.value;
    return value === undefined ? undefined : format.measure(value, unit);
  };
  const simple = (term: string, value: string | undefined): Figure[] => (value === undefined ? [] : [{ term, value }]);
  const hops = HOPS.flatMap((hop): Figure[] => {
    const rtt = read(`${hop}.rtt`, 'ms');
    const [jitter, loss] = [read(`${hop}.jitter`, 'ms'), read(`${hop}.loss`, 'percent')];
    if (rtt === undefined && loss === undefined) return [];
    const beside = [
      ...(jitter === undefined ? [] : [link.jitter(jitter)]),
      ...(loss === undefined ? [] : [link.loss(loss)]),
    ].join(', ');
    return [{ term: link[hop], value: rtt === undefined ? t.noData : link.rtt(rtt), beside }];
  });
  return [
    ...hops,
    ...speedFigures(metrics, t, format),
    ...simple(link.clients, read('wifi.clients', 'count')),
    ...simple(link.signal, read('wifi.signal', 'dbm')),
    ...usedFigures(used, t, format),
  ];
}

function speedFigures(metrics: DeviceRow['metrics'], { link }: Messages, format: Format): Figure[] {
  const [down, up] = [metrics['speed.down'], metrics['speed.up']];
  if (!down || !up) return [];
  const write = (value: number): string => format.measure(value, 'bits-per-second');
  return [{ term: link.speed, value: link.speedText(write(down.value), write(up.value), format.dateTime(down.at)) }];
}

function usedFigures({ sent, received }: OwnUse, { link }: Messages, format: Format): Figure[] {
  if (sent === undefined || received === undefined) return [];
  const write = (bytes: number): string => format.measure(bytes, 'bytes');
  return [{ term: link.data, value: link.dataText(write(sent), write(received)) }];
}
