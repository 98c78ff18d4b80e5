import type { ServiceRow } from '@wardwatch/shared/api';
import { displayName, type ServiceCheck, serviceCheck } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Ways to check, the usual one first. */
export const CHECK_KINDS = ['http', 'tls', 'tcp', 'dns'] as const satisfies readonly ServiceCheck['kind'][];
export type CheckKind = ServiceCheck['kind'];

/** Fields of the form that can be wrong. */
export type ServiceField = keyof Messages['services']['mistakes'];

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const MOST_ID_LENGTH = 40;

/** The id of a new service, from its name: Latin letters without marks; a number where it is taken. */
export function serviceId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, MOST_ID_LENGTH - '-99'.length)
    .replace(/-$/, '');
  const base = plain === '' ? 'dich-vu' : plain;
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/**
 * What the filled-in form asks for, or the fields that are wrong.
 *
 * @param before the service that is changed; undefined for a new one.
 * @param taken ids in use.
 */
export function serviceRequest(
  data: FormData,
  before: ServiceRow | undefined,
  taken: ReadonlySet<string>,
): FormReading<ServiceRow, ServiceField> {
  const name = readText(data, 'name').trim();
  const id = before?.id ?? serviceId(name, taken);
  const isAll = readText(data, 'where') !== 'some';
  const siteIds = isAll ? null : data.getAll('siteIds').filter((one) => typeof one === 'string');
  const check = checkOf(data, id);
  const wrong = new Set<ServiceField>(mistakes(serviceCheck, check).map((wrongPart) => FIELD_OF[wrongPart] ?? 'host'));
  if (mistakes(displayName, name).length > 0) wrong.add('name');
  if (siteIds?.length === 0) wrong.add('sites');
  if (wrong.size > 0) return { wrong };
  return { value: { id, name, check, isActive: before?.isActive ?? true, siteIds } };
}

/** Which field of the form stands for a field of the check. */
const FIELD_OF: Readonly<Record<string, ServiceField>> = {
  url: 'url',
  expect: 'url',
  host: 'host',
  name: 'host',
  port: 'port',
  everyMs: 'every',
  slowMs: 'slow',
};

function checkOf(data: FormData, id: string): ServiceCheck {
  const kind = CHECK_KINDS.find((candidate) => candidate === readText(data, 'kind')) ?? 'http';
  const read = (name: string): string => readText(data, name).trim();
  const common = { id, everyMs: readMs(read('every'), MINUTE_MS), slowMs: readMs(read('slow'), SECOND_MS) };
  if (kind === 'http') {
    const expected = read('expect');
    return { ...common, kind, url: read('url'), ...(expected === '' ? {} : { expect: expected }) };
  }
  if (kind === 'dns') return { ...common, kind, name: read('domain') };
  return { ...common, kind, host: read('host'), port: readNumber(read('port')) };
}

/** A number with a decimal comma or point, in milliseconds; no number is one that no schema takes. */
function readMs(text: string, unitMs: number): number {
  return Math.round(readNumber(text.replace(',', '.')) * unitMs);
}

function readNumber(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}
