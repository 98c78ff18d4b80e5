import { LIFE_STAGES, type StageChange } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { choiceField } from '../../components/choice-field.ts';
import { inputField } from '../../components/input-field.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of one stage, `NAME-ROW`: a template, so that it takes the styles of its form. */
export function stageFields(view: {
  row: number;
  change: StageChange;
  t: Messages;
  mistake(name: string, words: string): string;
  isFirst?: boolean;
}): TemplateResult {
  const { row, change } = view;
  const { inventory } = view.t;
  const { itemMistakes } = inventory;
  return html`${choiceField({
    id: `stage-${row}`,
    label: inventory.stage,
    options: LIFE_STAGES.map((stage) => [stage, inventory.stages[stage]]),
    chosen: change.stage,
    onChoose: () => undefined,
  })}
  ${inputField({
    id: `on-${row}`,
    label: inventory.stageOn,
    type: 'date',
    value: change.on,
    mistake: view.mistake(`on-${row}`, itemMistakes.on),
  })}
  ${inputField({
    id: `paper-${row}`,
    label: inventory.paper,
    value: change.paper,
    hint: inventory.paperHint,
    maxLength: 400,
    mistake: view.mistake(`paper-${row}`, itemMistakes.paper),
  })}`;
}
