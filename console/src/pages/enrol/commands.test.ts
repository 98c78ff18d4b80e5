import { describe, expect, it } from 'vitest';
import { commandLimit, linuxCommand, windowsCommand } from './commands.ts';

const code = { code: 'K7QF-2M9X', serverUrl: 'http://192.0.2.10:8148' };

describe('enrolment commands', () => {
  it('fetch, enrol and run in a Linux shell, each only after the one before', () => {
    expect(linuxCommand(code)).toBe(
      'curl -fsSLo wardwatch-agent.cjs http://192.0.2.10:8148/agent/download/wardwatch-agent.cjs && ' +
        'node wardwatch-agent.cjs enrol --server http://192.0.2.10:8148 --code K7QF-2M9X && ' +
        'node wardwatch-agent.cjs run',
    );
  });

  it('do the same in PowerShell 5, which has no &&', () => {
    const command = windowsCommand(code);
    expect(command).not.toContain('&&');
    expect(command).toBe(
      'Invoke-WebRequest -UseBasicParsing http://192.0.2.10:8148/agent/download/wardwatch-agent.cjs ' +
        '-OutFile wardwatch-agent.cjs; if ($?) { node wardwatch-agent.cjs enrol --server http://192.0.2.10:8148 ' +
        '--code K7QF-2M9X; if ($?) { node wardwatch-agent.cjs run } }',
    );
  });
});

describe('commandLimit', () => {
  it.each([
    ['http://localhost:8148', 'only-here'],
    ['https://127.0.0.1:8148', 'only-here'],
    ['http://192.0.2.10:8148', 'plain-only'],
    ['https://ward.example', undefined],
  ])('says what keeps %s from working elsewhere', (url, limit) => {
    expect(commandLimit(url)).toBe(limit);
  });
});
