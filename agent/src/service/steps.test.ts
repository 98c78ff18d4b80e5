import { expect, test } from 'vitest';
import { runAll, runSteps, type Step } from './steps.ts';

function step(name: string, did: string[], fails?: 'run' | 'both'): Required<Step> {
  return {
    what: name,
    run: async () => {
      did.push(name);
      if (fails) throw new Error(`${name} cannot`);
    },
    undo: async () => {
      did.push(`undo ${name}`);
      if (fails === 'both') throw new Error(`${name} cannot be undone`);
    },
  };
}

test('half an install is taken back, the last step first, and the first failure is told', async () => {
  const [did, said]: [string[], string[]] = [[], []];
  const { undo: _undo, ...asking } = step('ask', did);
  const steps = [step('copy', did), asking, step('start', did, 'both'), step('never', did)];
  await expect(runSteps(steps, (line) => said.push(line))).rejects.toThrow('start cannot');
  expect(did).toEqual(['copy', 'ask', 'start', 'undo start', 'undo copy']);
  expect(said.join('\n')).toMatch(/start cannot be undone[^]*takes back: copy/);
});

test('what can be removed is removed, and the rest is named', async () => {
  const did: string[] = [];
  const problems = await runAll([step('unit', did, 'run'), step('files', did)], () => undefined);
  expect(did).toEqual(['unit', 'files']);
  expect(problems).toEqual(['unit: unit cannot']);
});
