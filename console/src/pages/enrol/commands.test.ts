import { describe, expect, it } from 'vitest';
import { commandLimit, linuxInstall, trialCommand, windowsInstall } from './commands.ts';

const code = { code: 'K7QF-2M9X', serverUrl: 'http://192.0.2.10:8148' };

const sha256 = 'a'.repeat(64);

describe('enrolment commands', () => {
  it('fetch, verify, unpack and install in a Linux shell, each only after the one before', () => {
    expect(linuxInstall(code, { fileName: 'wardwatch-agent-0.1.0-linux-x64.tar.gz', sha256 })).toBe(
      'curl -fsSLO http://192.0.2.10:8148/agent/download/wardwatch-agent-0.1.0-linux-x64.tar.gz && ' +
        `echo "${sha256}  wardwatch-agent-0.1.0-linux-x64.tar.gz" | sha256sum -c - && ` +
        'tar xzf wardwatch-agent-0.1.0-linux-x64.tar.gz && ' +
        'cd wardwatch-agent-0.1.0-linux-x64 && ' +
        'sudo ./wardwatch-agent install --server http://192.0.2.10:8148 --code K7QF-2M9X',
    );
  });

  it('do the same in PowerShell 5, which has no &&, and stop at the first error', () => {
    const command = windowsInstall(code, { fileName: 'wardwatch-agent-0.1.0-windows-x64.zip', sha256 });
    expect(command).not.toContain('&&');
    expect(command.startsWith("& { $ErrorActionPreference = 'Stop'; ")).toBe(true);
    const order = ['-OutFile', `-ne '${sha256}'`, 'Expand-Archive', 'wardwatch-agent.cmd install'];
    expect(order.map((step) => command.indexOf(step))).toEqual(
      order.map((step) => command.indexOf(step)).toSorted((one, other) => one - other),
    );
    expect(command).toContain(
      String.raw`Set-Location wardwatch-agent-0.1.0-windows-x64; .\wardwatch-agent.cmd install --server http://192.0.2.10:8148 --code K7QF-2M9X }`,
    );
  });

  it('run the bare agent for a trial where Node.js is', () => {
    expect(trialCommand(code)).toBe(
      'curl -fsSLo wardwatch-agent.cjs http://192.0.2.10:8148/agent/download/wardwatch-agent.cjs && ' +
        'node wardwatch-agent.cjs enrol --server http://192.0.2.10:8148 --code K7QF-2M9X && ' +
        'node wardwatch-agent.cjs run',
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
