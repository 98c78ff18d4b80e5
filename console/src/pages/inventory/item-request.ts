import type { EquipmentRow, SaveEquipmentRequest } from '@wardwatch/shared/api';
import {
  EQUIPMENT_KINDS,
  equipmentItem,
  LIFE_STAGES,
  type LifeStage,
  stageChange,
  type StageChange,
} from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readMoney } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import { oneLine, rowsOf } from './profile-request.ts';

/** An id that the schema takes while a new item has none yet. */
const PLACEHOLDER_ID = 'TB-0000';

/** What the filled-in form asks for, or the fields that are wrong (those of a stage as `NAME-ROW`). */
export function itemRequest(
  data: FormData,
  siteId: string,
  before: EquipmentRow | undefined,
): FormReading<SaveEquipmentRequest, string> {
  const wrong = new Set<string>();
  const item = {
    siteId,
    kind: EQUIPMENT_KINDS.find((kind) => kind === readText(data, 'kind')) ?? 'other',
    name: readText(data, 'name').trim(),
    quantity: readMoney(readText(data, 'quantity')),
    criterionId: readText(data, 'criterionId') || null,
    deviceId: readText(data, 'deviceId') || null,
    specs: oneLine(readText(data, 'specs')),
    note: oneLine(readText(data, 'note')),
    stages: stagesOf(data, wrong),
  };
  for (const name of mistakes(equipmentItem, { ...item, id: PLACEHOLDER_ID })) if (name !== 'stages') wrong.add(name);
  if (wrong.size > 0) return { wrong };
  return { value: { ...item, ...(before ? { id: before.id } : {}), revision: before?.revision ?? 0 } };
}

/** The stages of a form in the order of their days; those of one day stay as they were typed. */
function stagesOf(data: FormData, wrong: Set<string>): StageChange[] {
  const changes = rowsOf(data, 'on').map((row) => stageOf(data, row, wrong));
  return inOrder(changes);
}

/** One stage of a form. */
export function stageOf(data: FormData, row: string, wrong: Set<string>): StageChange {
  const change = {
    stage: LIFE_STAGES.find((stage) => stage === readText(data, `stage-${row}`)) ?? 'not-equipped',
    on: readText(data, `on-${row}`),
    paper: readText(data, `paper-${row}`).trim(),
  };
  for (const name of mistakes(stageChange, change)) wrong.add(`${name}-${row}`);
  return change;
}

/** Stages in the order of their days. */
export function inOrder(changes: readonly StageChange[]): StageChange[] {
  return changes.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** What usually comes after a stage; a pause ends in use. */
export function nextStage(stage: LifeStage): LifeStage {
  if (stage === 'suspended') return 'in-use';
  return LIFE_STAGES[LIFE_STAGES.indexOf(stage) + 1] ?? stage;
}
