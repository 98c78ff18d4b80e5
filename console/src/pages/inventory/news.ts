import type { EquipmentRow, ProfileRow } from '@wardwatch/shared/api';
import type { LifeStage } from '@wardwatch/shared/model';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** A field that somebody else changed: its name and what it is now. */
export type News = readonly [field: string, value: string];

/** What is other in a profile than it was, field by field. */
export function profileNews(before: ProfileRow, now: ProfileRow, t: Messages, format: Format): News[] {
  const { inventory, survey } = t;
  const fields = (row: ProfileRow): News[] => [
    [inventory.code, row.code],
    [inventory.groupNumber, row.groupNumber === null ? '' : format.number(row.groupNumber)],
    [inventory.address, row.address],
    [inventory.contacts, row.contacts.map(({ role, name, phone }) => `${role}: ${name}, ${phone}`).join('; ')],
    [inventory.subscriptions, row.subscriptions.map((one) => subscriptionWords(one, t, format)).join('; ')],
    [
      survey.title,
      row.survey ? `${survey.by(format.localDate(row.survey.on), row.survey.by)}. ${answerWords(row.survey, t)}` : '',
    ],
    [inventory.note, row.note],
  ];
  return changed(fields(before), fields(now), t);
}

/** What is other in an item than it was, field by field. `names` know devices and criteria. */
export function itemNews(
  before: EquipmentRow,
  now: EquipmentRow,
  names: { device(id: string): string; criterion(id: string): string },
  t: Messages,
  format: Format,
): News[] {
  const { inventory } = t;
  const fields = (row: EquipmentRow): News[] => [
    [inventory.itemKind, inventory.kinds[row.kind]],
    [inventory.itemName, row.name],
    [inventory.quantity, format.number(row.quantity)],
    [inventory.criterion, row.criterionId === null ? inventory.noCriterion : names.criterion(row.criterionId)],
    [inventory.device, row.deviceId === null ? inventory.noDevice : names.device(row.deviceId)],
    [inventory.specs, row.specs],
    [inventory.life, row.stages.map((change) => stageWords(change, t, format)).join('; ')],
    [inventory.note, row.note],
  ];
  return changed(fields(before), fields(now), t);
}

/** A stage with its day and document in one line. */
export function stageWords(
  change: { stage: LifeStage; on: string; paper: string },
  t: Messages,
  format: Format,
): string {
  const words = `${t.inventory.stages[change.stage]} ${t.inventory.stageSince(format.localDate(change.on))}`;
  return change.paper === '' ? words : `${words} (${change.paper})`;
}

/** A subscription in one line. */
export function subscriptionWords(one: ProfileRow['subscriptions'][number], t: Messages, format: Format): string {
  const { inventory } = t;
  return [
    one.isBackup ? `${one.provider} (${inventory.backup})` : one.provider,
    one.plan,
    one.downMbps === null ? '' : inventory.speedOf(format.number(one.downMbps)),
    one.monthlyFee === null ? '' : inventory.feeOf(format.number(one.monthlyFee)),
    one.paidUntil === null ? '' : inventory.paidTo(format.localDate(one.paidUntil)),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function answerWords({ answers, note }: NonNullable<ProfileRow['survey']>, t: Messages): string {
  const said = Object.values(answers).map((answer) => t.survey.answers[answer]);
  return [said.join(', '), note].filter((part) => part !== '').join('. ');
}

function changed(before: readonly News[], now: readonly News[], t: Messages): News[] {
  return now
    .filter(([, value], index) => value !== before[index]?.[1])
    .map(([field, value]) => [field, value === '' ? t.inventory.none : value]);
}
