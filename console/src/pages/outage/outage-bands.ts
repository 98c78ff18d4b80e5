import type { OutageDetail } from '@wardwatch/shared/api';
import type { Band, BandLook } from '../../components/band-parts.ts';
import { type FactNames, factLabel } from '../../components/fact-words.ts';
import { stateOf } from '../../components/state-look.ts';
import { STATE_BAND_LOOKS } from '../../components/state-strip.ts';
import type { Messages } from '../../i18n/vi.ts';

const LIFE_LOOKS: Readonly<Record<string, BandLook>> = {
  running: 'good',
  stopped: 'idle',
  asleep: 'idle',
  dark: 'bad',
  'agent-dead': 'power',
};

/** A value of a site's timeline, which may carry its reason after a colon. */
function siteState(value: string) {
  return stateOf(value.split(':')[0] ?? '') ?? 'unknown';
}

/** Bands of what was seen around an outage: the site's own on top, then each device's life and facts. */
export function outageBands(detail: OutageDetail, names: FactNames, t: Messages): Band[] {
  const site: Band = {
    id: 'site',
    label: t.outage.siteBand,
    segments: detail.site,
    words: (value) => t.ledger.states[siteState(value)],
    look: (value) => STATE_BAND_LOOKS[siteState(value)],
  };
  const devices = detail.devices.flatMap((device): Band[] => {
    const life: Band = {
      id: 'life',
      label: t.outage.ofDevice(device.name, t.outage.life),
      segments: device.life,
      words: (value) => t.outage.lives[value] ?? t.noData,
      look: (value) => LIFE_LOOKS[value] ?? 'unknown',
    };
    const facts = device.facts.map(({ fact, segments }) => ({
      id: fact,
      label: t.outage.ofDevice(device.name, factLabel(fact, names, t)),
      segments,
    }));
    return [life, ...facts];
  });
  return detail.site.length === 0 ? devices : [site, ...devices];
}
