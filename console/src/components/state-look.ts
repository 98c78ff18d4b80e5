import type { SiteStateNow } from '@wardwatch/shared/api';
import { type State, STATES } from '@wardwatch/shared/model';
import type { Messages } from '../i18n/vi.ts';
import type { Tone } from './device-status.ts';
import type { IconName } from './icons.ts';

/** Shape and tone of a state; the words come from the messages. */
const LOOKS: Readonly<Record<State, { picture: IconName; tone: Tone }>> = {
  up: { picture: 'state-online', tone: 'calm' },
  down: { picture: 'state-offline', tone: 'danger' },
  planned: { picture: 'state-planned', tone: 'notice' },
  off: { picture: 'state-revoked', tone: 'quiet' },
  unknown: { picture: 'state-unknown', tone: 'quiet' },
  'not-equipped': { picture: 'state-never', tone: 'quiet' },
};

/** How a site's state looks. A server that could not listen is worth a look, whatever the site does. */
export function stateLook(state: SiteStateNow): { picture: IconName; tone: Tone } {
  const look = LOOKS[state.state];
  return state.reason === 'blind' ? { ...look, tone: 'warning' } : look;
}

/** The state in words, with why nothing is known, or what was seen as it went down. */
export function stateWords(state: Pick<SiteStateNow, 'state' | 'reason'>, t: Messages): string {
  const words = t.ledger.states[state.state];
  return state.reason === null ? words : t.ledger.because(words, t.ledger.reasons[state.reason]);
}

/** The state that a text stands for, or undefined where this version knows none such. */
export function stateOf(value: string): State | undefined {
  return STATES.find((state) => state === value);
}
