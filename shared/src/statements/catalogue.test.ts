import * as v from 'valibot';
import { expect, test } from 'vitest';
import { boundStatement, indicator, namedSystem } from '../model/index.ts';
import { STATEMENTS, statementOf } from './catalogue.ts';
import { SYSTEMS, systemOf } from './systems.ts';

test('names 30 statements and 25 systems in order, each with two names', () => {
  expect(STATEMENTS.map(({ id }) => id)).toEqual(
    Array.from({ length: 30 }, (_, i) => `C${`${i + 1}`.padStart(2, '0')}`),
  );
  expect(SYSTEMS.map(({ id }) => id)).toEqual(
    Array.from({ length: 25 }, (_, i) => `HT-${`${i + 1}`.padStart(2, '0')}`),
  );
  for (const { name } of [...STATEMENTS, ...SYSTEMS]) {
    expect(name.vi.length).toBeGreaterThan(3);
    expect(name.vi.length).toBeLessThanOrEqual(60);
    expect(name.en).not.toBe(name.vi);
    expect(name.vi).toBe(name.vi.normalize('NFC'));
  }
});

test('ids are those that the model takes', () => {
  for (const { id, measure } of STATEMENTS) {
    expect(v.is(boundStatement.entries.statementId, id)).toBe(true);
    if ('indicatorId' in measure) expect(v.is(indicator.entries.id, measure.indicatorId)).toBe(true);
  }
  for (const { id } of SYSTEMS) expect(v.is(namedSystem.entries.id, id)).toBe(true);
});

test('statements and systems name each other', () => {
  for (const { id, systemIds } of STATEMENTS) {
    for (const system of systemIds) expect(systemOf(system)?.statementIds, `${id} in ${system}`).toContain(id);
  }
  for (const { id, statementIds } of SYSTEMS) {
    for (const statement of statementIds)
      expect(statementOf(statement)?.systemIds, `${id} in ${statement}`).toContain(id);
  }
});

test('statements stand in the order of their sections', () => {
  const sections = ['II.1', 'II.2', 'II.3', 'II.4', 'II.5', 'III.2', 'IV', 'V'];
  const places = STATEMENTS.map(({ section, place }) => sections.indexOf(section) * 100 + place);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(new Set(places).size).toBe(30);
});

test('the dedicated network is kept as a state and nothing else', () => {
  expect(STATEMENTS.filter(({ isNeverMeasured }) => isNeverMeasured).map(({ id }) => id)).toEqual(['C05']);
  expect(statementOf('C05')).toMatchObject({ measure: { kind: 'status', systemId: 'HT-05' }, target: null });
  expect(SYSTEMS.filter(({ watched }) => watched.by === 'never').map(({ id }) => id)).toEqual(['HT-05']);
});

test('a target without a number waits for a person', () => {
  expect(STATEMENTS.filter(({ target }) => target?.value === null).map(({ id }) => id)).toEqual(['C25']);
});

test('an id that the catalogue has not is answered with nothing', () => {
  expect(statementOf('C31')).toBeUndefined();
  expect(systemOf('HT-26')).toBeUndefined();
});
