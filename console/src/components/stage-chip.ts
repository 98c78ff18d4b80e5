import type { LifeStage } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import type { Messages } from '../i18n/vi.ts';
import './chip.ts';
import type { Tone } from './device-status.ts';
import type { IconName } from './icons.ts';

/** Shape and tone of a stage. What is merely not there yet is no alarm; a pause of what was there wants a hand. */
export const STAGE_LOOKS: Readonly<Record<LifeStage, { picture: IconName; tone: Tone }>> = {
  'not-equipped': { picture: 'state-never', tone: 'quiet' },
  requested: { picture: 'state-pending', tone: 'quiet' },
  funded: { picture: 'half', tone: 'notice' },
  installing: { picture: 'sync', tone: 'notice' },
  'in-use': { picture: 'check', tone: 'calm' },
  suspended: { picture: 'state-planned', tone: 'warning' },
  retired: { picture: 'state-revoked', tone: 'quiet' },
};

/** A stage in the life of equipment: shape and words. */
export function stageChip(stage: LifeStage, t: Messages): TemplateResult {
  const { picture, tone } = STAGE_LOOKS[stage];
  return html`<ww-chip .tone=${tone} .picture=${picture} .label=${t.inventory.stages[stage]}></ww-chip>`;
}
