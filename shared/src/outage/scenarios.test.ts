import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CAUSE_TABLE } from './cause-table.ts';
import { runScenario } from './scenarios/run-scenario.fixtures.ts';
import { type Scenario, scenariosOf } from './scenarios/scenario-text.fixtures.ts';

const FOLDER = new URL('./scenarios/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
const scenarios = files.flatMap((name) => scenariosOf(name, readFileSync(new URL(name, FOLDER), 'utf8')));
const fired = new Set<string>();

function differencesIn(scenario: Scenario): string {
  const { differences, rules } = runScenario(scenario);
  for (const rule of rules) fired.add(rule);
  return differences
    .map(({ line, expected, found }) => `${scenario.file}:${line.number}\n  expected ${expected}\n  found    ${found}`)
    .join('\n');
}

describe.each(files)('%s', (file) => {
  test.each(scenarios.filter((one) => one.file === file).map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(differencesIn(one)).toBe('');
  });
});

test('no two scenarios have one name', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

test('every row of the table is fired by a scenario', () => {
  expect(CAUSE_TABLE.map((row) => row.id).filter((id) => !fired.has(id))).toEqual([]);
});

test('a line that cannot be understood is an error that names file and line', () => {
  const [scenario] = scenariosOf('wrong.txt', 'scenario wrong\nday 2026-03-10\n\n09:00 mini: flies away');
  expect(() => scenario && runScenario(scenario)).toThrow('wrong.txt:4: no device mini');
});
