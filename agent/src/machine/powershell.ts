import type { ProgramResult, RunProgram } from './program.ts';
import { windowsTool } from './program.ts';

/** Most output of a script; what ours write is a few kilobytes. */
const MAX_OUTPUT_BYTES = 512 * 1024;

/** Around the answer, so that a banner, a warning or a profile's greeting before it does no harm. */
const OPENING = '<<wardwatch ';
const CLOSING = ' wardwatch>>';

/**
 * Questions to Windows by name. Each is one line of PowerShell that puts out what it found: constants of ours, and no
 * double quote in them, since the whole is passed as one argument.
 */
export type Questions = Readonly<Record<string, string>>;

/** What each question found, in order; null where the system refused or did not know. */
export type Answers = ReadonlyMap<string, readonly unknown[] | null>;

export type PowerShellAnswer = { ok: true; answers: Answers } | { ok: false; detail: string };

/**
 * The script for these questions. Each stands alone: one that fails answers null. The answer leaves as ASCII, everything
 * else escaped, so that no code page of the console (437, 1258) can spoil it; figures and dates are whole numbers, so
 * that no language of the system can.
 */
export function scriptOf(questions: Questions): string {
  return [
    `$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';`,
    // Below the people who work at the machine.
    `try{(Get-Process -Id $PID).PriorityClass='BelowNormal'}catch{};`,
    // Milliseconds since 1970 of a point in time.
    `function ms($d){[long](($d.ToUniversalTime()-[datetime]'1970-01-01').TotalMilliseconds)};`,
    `$r=@{};`,
    ...Object.entries(questions).map(
      ([name, question]) => `try{$r['${name}']=@(&{${question}})}catch{$r['${name}']=$null};`,
    ),
    `$j=ConvertTo-Json -InputObject $r -Depth 5 -Compress;`,
    `$j=[regex]::Replace($j,'[^\\x20-\\x7e]',{param($m) '\\u{0:x4}' -f [int][char]$m.Value});`,
    `[Console]::Out.Write('${OPENING}'+$j+'${CLOSING}')`,
  ].join('');
}

/** Asks Windows once, by a child that is killed when it takes longer than `timeoutMs`. */
export async function askPowerShell(
  run: RunProgram,
  questions: Questions,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<PowerShellAnswer> {
  const result = await run(
    {
      file: windowsTool('WindowsPowerShell', 'v1.0', 'powershell.exe'),
      args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', scriptOf(questions)],
      timeoutMs,
      maxBytes: MAX_OUTPUT_BYTES,
    },
    signal,
  );
  return readAnswer(result);
}

/** The answers in what a run of a script put out. */
export function readAnswer(result: ProgramResult): PowerShellAnswer {
  if (result.outcome === 'impossible') return { ok: false, detail: result.detail };
  if (result.outcome === 'hung') return { ok: false, detail: 'PowerShell did not answer in time' };
  if (result.outcome === 'too-much') return { ok: false, detail: 'PowerShell wrote more than an answer can be' };
  const text = result.stdout.toString('latin1');
  const from = text.indexOf(OPENING);
  const until = text.indexOf(CLOSING, from);
  if (from < 0 || until < 0) return { ok: false, detail: `no whole answer of PowerShell (exit code ${result.code})` };
  return parseAnswers(text.slice(from + OPENING.length, until));
}

function parseAnswers(json: string): PowerShellAnswer {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, detail: 'the answer of PowerShell is no JSON' };
  }
  if (typeof value !== 'object' || value === null)
    return { ok: false, detail: 'the answer of PowerShell is no object' };
  const answers = Object.entries(value).map(([name, found]: [string, unknown]): [string, readonly unknown[] | null] => [
    name,
    Array.isArray(found) ? found : null,
  ]);
  return { ok: true, answers: new Map(answers) };
}
