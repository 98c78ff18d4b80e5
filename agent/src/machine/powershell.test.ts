import { expect, test } from 'vitest';
import { askPowerShell, readAnswer, scriptOf } from './powershell.ts';
import type { ProgramCall } from './program.ts';

const { signal } = new AbortController();
const ended = (text: string | Buffer, code = 0) =>
  ({ outcome: 'ended', code, stdout: Buffer.isBuffer(text) ? text : Buffer.from(text) }) as const;

test('passes the whole script as one argument that needs no quoting, without a profile', async () => {
  const calls: ProgramCall[] = [];
  const run = async (call: ProgramCall) => {
    calls.push(call);
    return ended('<<wardwatch {"one":[1],"two":null} wardwatch>>');
  };
  const answer = await askPowerShell(run, { one: '1', two: 'throw' }, 5_000, signal);
  expect(answer).toEqual({
    ok: true,
    answers: new Map([
      ['one', [1]],
      ['two', null],
    ]),
  });
  expect(calls[0]?.file).toMatch(/System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/);
  expect(calls[0]?.args.slice(0, -1)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-Command']);
  expect(calls[0]?.args.at(-1)).toBe(scriptOf({ one: '1', two: 'throw' }));
  expect(calls[0]?.timeoutMs).toBe(5_000);
});

test('reads an answer behind a byte order mark and the greeting of a code page that is not ours', () => {
  const greeting = Buffer.from([0xef, 0xbb, 0xbf, 0xd4, 0xea, 0xf5, 0x0d, 0x0a]);
  const noise = Buffer.concat([
    greeting,
    Buffer.from('WARNING {"one":[9]}\r\n<<wardwatch {"one":["\\u1ed9"]} wardwatch>>\r\n'),
  ]);
  expect(readAnswer(ended(noise))).toEqual({ ok: true, answers: new Map([['one', ['ộ']]]) });
});

test.each([
  ['an answer that was cut off', ended('<<wardwatch {"one":[1'), /no whole answer/],
  ['no answer', ended('', 1), /exit code 1/],
  ['an answer that is no JSON', ended('<<wardwatch {one} wardwatch>>'), /no JSON/],
  ['an answer that is no object', ended('<<wardwatch 7 wardwatch>>'), /no object/],
  ['a PowerShell that hangs', { outcome: 'hung' }, /in time/],
  ['a PowerShell that never stops', { outcome: 'too-much' }, /wrote more/],
  ['no PowerShell', { outcome: 'impossible', detail: 'spawn ENOENT' }, /ENOENT/],
] as const)('%s is told as such', (_case, result, detail) => {
  expect(readAnswer(result)).toEqual({ ok: false, detail: expect.stringMatching(detail) });
});

test('what is no list is no answer to a question', () => {
  expect(readAnswer(ended('<<wardwatch {"one":{"value":[1]}} wardwatch>>'))).toEqual({
    ok: true,
    answers: new Map([['one', null]]),
  });
});
