import { expect, test } from 'vitest';
import { parseUpsOption } from './ups-option.ts';

test.each<[string, object]>([
  ['auto', { kind: 'auto' }],
  ['off', { kind: 'off' }],
  ['nut://192.0.2.5', { kind: 'nut', host: '192.0.2.5', port: 3_493 }],
  ['nut://ups.example:4000/left', { kind: 'nut', host: 'ups.example', port: 4_000, ups: 'left' }],
  [
    'nut://agent:p%40ss%2F1@[2001:db8::5]/left',
    { kind: 'nut', host: '2001:db8::5', port: 3_493, ups: 'left', login: { user: 'agent', password: 'p@ss/1' } },
  ],
  ['apcupsd://127.0.0.1', { kind: 'apcupsd', host: '127.0.0.1', port: 3_551 }],
  ['snmp://public@192.0.2.5', { kind: 'snmp', host: '192.0.2.5', port: 161, community: 'public' }],
  ['snmp://b%3Ac@192.0.2.5:1161', { kind: 'snmp', host: '192.0.2.5', port: 1_161, community: 'b:c' }],
])('reads %s', (text, option) => {
  expect(parseUpsOption(text)).toEqual(option);
});

test.each([
  '',
  'on',
  'AUTO',
  'http://192.0.2.5',
  'nut://',
  'nut://-host',
  'nut://192.0.2.5:0',
  'nut://192.0.2.5:70000',
  'nut://192.0.2.5/left/right',
  'nut://192.0.2.5/a%20b',
  'nut://agent@192.0.2.5',
  'nut://:secret@192.0.2.5',
  'nut://agent:a%0ALOGIN%20x@192.0.2.5',
  'nut://agent:%E0%A4%A@192.0.2.5',
  'nut://192.0.2.5?x=1',
  'apcupsd://user@192.0.2.5',
  'apcupsd://192.0.2.5/name',
  'snmp://192.0.2.5',
  'snmp://a:b@192.0.2.5',
])('refuses "%s"', (text) => {
  expect(parseUpsOption(text)).toBeUndefined();
});
