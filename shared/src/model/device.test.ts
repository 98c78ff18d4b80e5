import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DEVICE_KINDS, deviceKind, DUTIES, duty } from './device.ts';
import { SITE_KINDS, siteKind } from './site.ts';

test.each([
  ['kind of device', deviceKind, DEVICE_KINDS],
  ['duty', duty, DUTIES],
  ['kind of site', siteKind, SITE_KINDS],
])('a %s is one of the list and nothing else', (_name, schema, list) => {
  expect(list.every((value) => v.is(schema, value))).toBe(true);
  for (const wrong of ['router-ish', '', null, 0]) expect(v.is(schema, wrong)).toBe(false);
});
