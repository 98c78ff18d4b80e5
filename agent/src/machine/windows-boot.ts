import * as v from 'valibot';
import type { Questions } from './powershell.ts';
import { RECORD_TOLERANCE_MS, type StopCause, type StopEvidence, type StopQuestion } from './stop-evidence.ts';

/** Events read at the most, the newest first; weeks of an ordinary PC. */
export const MAX_EVENTS = 400;

/**
 * The question to Windows: events of the System log about starts and stops, by number, provider and time, and of their
 * properties only those that are figures, by their place. No text of an event, which is in the language of the system
 * and names people and programs.
 */
export const STOP_EVENTS: Questions = {
  events: [
    `Get-WinEvent -MaxEvents ${MAX_EVENTS}`,
    ` -FilterHashtable @{LogName='System';Id=1,41,42,104,107,109,1001,1074,6005,6006,6008}|ForEach-Object{`,
    `$e=$_;$p=$e.Properties;$n=$e.ProviderName;$d=@();`,
    // 41: bug check, sleep in progress, power button. 109: what for. 1074: its code of reason, a text like 0x80020010.
    `if($n -eq 'Microsoft-Windows-Kernel-Power' -and $e.Id -eq 41){$d=@($p[0].Value,$p[5].Value,$p[6].Value)}`,
    `elseif($n -eq 'Microsoft-Windows-Kernel-Power' -and $e.Id -eq 109){$d=@($p[0].Value)}`,
    `elseif($e.Id -eq 1074 -and $p.Count -gt 3){$d=@([string]$p[3].Value)};`,
    `@{id=$e.Id;by=$n;at=(ms $e.TimeCreated);data=$d}}`,
  ].join(''),
};

/** One event of the System log. `data` is what was taken of its properties. */
export const windowsEvent = v.object({
  id: v.number(),
  by: v.string(),
  at: v.number(),
  data: v.array(v.union([v.number(), v.string(), v.null()])),
});
export type WindowsEvent = v.InferOutput<typeof windowsEvent>;

const KERNEL_POWER = 'microsoft-windows-kernel-power';

/** What an event means, by its provider, in small letters (versions of Windows differ there), and number. */
const MEANINGS: Readonly<Record<string, string>> = {
  [`${KERNEL_POWER} 41`]: 'unclean',
  [`${KERNEL_POWER} 42`]: 'sleep',
  [`${KERNEL_POWER} 107`]: 'wake',
  [`${KERNEL_POWER} 109`]: 'going-down',
  'microsoft-windows-power-troubleshooter 1': 'wake',
  'microsoft-windows-eventlog 104': 'cleared',
  'microsoft-windows-wer-systemerrorreporting 1001': 'bug-check',
  'bugcheck 1001': 'bug-check',
  'user32 1074': 'asked',
  'eventlog 6005': 'log-began',
  'eventlog 6006': 'log-ended',
  'eventlog 6008': 'unexpected',
};

/** POWER_ACTION of Windows for "shut down and start again"; the others that end a session switch off. */
const ACTION_RESET = 5;

/**
 * Minor reasons of a stop asked for by the operating system itself that are updates (Reason.h): installation, upgrade,
 * service pack, hot fix, security fix.
 */
const UPDATE_REASONS = new Set([0x02, 0x03, 0x10, 0x11, 0x12]);
const MAJOR_OPERATING_SYSTEM = 0x0002;

/** A start of the event log belongs to a boot this much before it at the most: services take their time. */
const LOG_STARTS_WITHIN_MS = 600_000;
/** A stop may be asked for this long before the agent's last sign of life: people are given time to save. */
const STOP_SPAN_MS = 300_000;
/** Windows writes what it found of the last stop within this after the start of the log. */
const BOOT_SPAN_MS = 300_000;

interface Meant {
  meaning: string;
  event: WindowsEvent;
}

/**
 * How the boot of the question ended, by the events of Windows. Undefined where they do not tell: the log was cleared
 * since, does not reach back far enough, has no start of this boot where our clock says that it began (a clock that
 * jumped), or has neither a stop nor its absence.
 *
 * Where they contradict each other: a log that was ended properly (6006) means that somebody asked for the stop, even
 * if the last step of it hung or was cut short (41). A bug check counts before everything.
 */
export function stopInEvents(events: readonly WindowsEvent[], question: StopQuestion): StopEvidence | undefined {
  const known = events
    .flatMap((event): Meant[] => {
      const meaning = MEANINGS[`${event.by.toLowerCase()} ${event.id}`];
      return meaning === undefined ? [] : [{ meaning, event }];
    })
    .toSorted((a, b) => a.event.at - b.event.at);
  const starts = known.filter(({ meaning }) => meaning === 'log-began').map(({ event }) => event.at);
  const next = starts.find((at) => at > question.lastAliveAt);
  if (next === undefined || !isTrustworthy(known, starts, question)) return undefined;
  // Neither the stop before the boot in question nor the start after the next one is of any concern.
  const from = Math.max(question.lastAliveAt - STOP_SPAN_MS, starts.findLast((at) => at < next) ?? 0);
  const until = Math.min(next + BOOT_SPAN_MS, (starts.find((at) => at > next) ?? Infinity) - RECORD_TOLERANCE_MS);
  return decide(
    known.filter(({ event }) => event.at > from && event.at <= next),
    known.filter(({ event }) => event.at > next - RECORD_TOLERANCE_MS && event.at <= until),
  );
}

function isTrustworthy(known: readonly Meant[], starts: readonly number[], question: StopQuestion): boolean {
  const afterBoot = (starts.at(-1) ?? 0) - question.bootedAt;
  const isThisBoot = afterBoot >= -RECORD_TOLERANCE_MS && afterBoot <= LOG_STARTS_WITHIN_MS;
  const reachesBack = (known[0]?.event.at ?? Infinity) <= question.lastAliveAt;
  const wasCleared = known.some(({ meaning, event }) => meaning === 'cleared' && event.at > question.lastAliveAt);
  return isThisBoot && reachesBack && !wasCleared;
}

/** @param before events from the end of the boot in question. @param after what the next boot found. */
function decide(before: readonly Meant[], after: readonly Meant[]): StopEvidence | undefined {
  const how = 'windows-events';
  const unclean = after.find(({ meaning }) => meaning === 'unclean')?.event;
  const [bugCheck, sleepInProgress, powerButton] = (unclean?.data ?? []).map(Number);
  if (isSet(bugCheck) || has(after, 'bug-check')) return { clean: false, how, why: 'crash' };
  if (has(before, 'log-ended')) return { clean: true, how, why: askedFor(before) };
  if (unclean || has(after, 'unexpected')) {
    // Asleep and never awake again: the sleep was asked for, and when the power went after that, nobody knows.
    if (isSet(sleepInProgress) || isAsleep(before)) return { clean: null, how, why: 'sleep-failed' };
    return { clean: false, how, why: isSet(powerButton) ? 'power-button' : 'power-loss' };
  }
  return has(before, 'asked') || has(before, 'going-down') ? { clean: true, how, why: askedFor(before) } : undefined;
}

function has(events: readonly Meant[], meaning: string): boolean {
  return events.some((one) => one.meaning === meaning);
}

function isSet(figure: number | undefined): boolean {
  return figure !== undefined && !Number.isNaN(figure) && figure !== 0;
}

function isAsleep(before: readonly Meant[]): boolean {
  return before.findLast(({ meaning }) => meaning === 'sleep' || meaning === 'wake')?.meaning === 'sleep';
}

/** What a stop was asked for. The kind in words stands in the event in the system's language, and is not read. */
function askedFor(before: readonly Meant[]): StopCause {
  const reason = Number(before.findLast(({ meaning }) => meaning === 'asked')?.event.data[0] ?? 0);
  const major = (reason >>> 16) & 0x0fff;
  if (major === MAJOR_OPERATING_SYSTEM && UPDATE_REASONS.has(reason & 0xffff)) return 'update';
  const action = Number(before.findLast(({ meaning }) => meaning === 'going-down')?.event.data[0] ?? 0);
  return action === ACTION_RESET ? 'restart' : 'shutdown';
}
