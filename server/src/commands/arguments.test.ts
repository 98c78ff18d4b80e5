import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

describe('the command line', () => {
  it.each([
    [[], { name: 'serve' }],
    [['recompute', '--check'], { name: 'recompute-check' }],
    [['recompute'], { name: 'recompute', force: false }],
    [['recompute', '--force'], { name: 'recompute', force: true }],
    [['export-evidence', 'out'], { name: 'export-evidence', folder: 'out' }],
  ])('reads %j', (args, command) => {
    expect(parseArguments(args)).toEqual(command);
  });

  it.each([
    [['serve']],
    [['--help']],
    [['recompute', 'x']],
    [['recompute', '--check', '--force']],
    [['export-evidence']],
    [['export-evidence', '--x']],
    [['export-evidence', 'a', 'b']],
  ])('does not guess what %j means', (args) => {
    expect(parseArguments(args)).toBeUndefined();
  });
});
