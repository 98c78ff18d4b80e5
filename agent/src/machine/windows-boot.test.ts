import { silentLogger } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { windowsStop } from './last-stop.ts';
import { scriptOf } from './powershell.ts';
import type { StopEvidence, StopQuestion } from './stop-evidence.ts';
import { STOP_EVENTS, stopInEvents, type WindowsEvent } from './windows-boot.ts';

// All events here are constructed after Microsoft's documentation of their properties; none is of a real machine.
const MINUTE = 60_000;
const T = 1_790_000_000_000;
const QUESTION: StopQuestion = {
  bootId: 'boot-aaaa',
  wasBootedAt: T,
  lastAliveAt: T + 60 * MINUTE,
  bootedAt: T + 240 * MINUTE,
};

const POWER = 'Microsoft-Windows-Kernel-Power';
const event = (id: number, by: string, minute: number, data: (number | string)[] = []): WindowsEvent => ({
  id,
  by,
  at: T + minute * MINUTE,
  data,
});
const began = (minute: number): WindowsEvent => event(6005, 'EventLog', minute);
const ended = (minute: number): WindowsEvent => event(6006, 'EventLog', minute);
const asked = (minute: number, reason: string): WindowsEvent => event(1074, 'User32', minute, [reason]);
const goingDown = (minute: number, action: number): WindowsEvent => event(109, POWER, minute, [action]);
/** 41: bug check, sleep in progress, power button. */
const unclean = (minute: number, ...data: number[]): WindowsEvent => event(41, POWER, minute, data);
const unexpected = (minute: number): WindowsEvent => event(6008, 'EventLog', minute);

const BEFORE = [began(-600), ended(-10), began(1)];
const how = 'windows-events' as const;

test.each<[string, WindowsEvent[], StopEvidence | undefined]>([
  [
    'a shutdown by somebody',
    [asked(60.2, '0x500ff'), goingDown(60.3, 6), ended(60.5), began(240.5)],
    { clean: true, how, why: 'shutdown' },
  ],
  [
    'a restart by somebody',
    [asked(60.2, '0x500ff'), goingDown(60.3, 5), ended(60.5), began(240.5)],
    { clean: true, how, why: 'restart' },
  ],
  [
    'a restart for updates',
    [asked(60.2, '0x80020010'), goingDown(60.3, 5), ended(60.5), began(240.5)],
    { clean: true, how, why: 'update' },
  ],
  [
    'a planned restart by an application, which is no update of the system',
    [asked(60.2, '0x80040002'), goingDown(60.3, 5), ended(60.5), began(240.5)],
    { clean: true, how, why: 'restart' },
  ],
  ['the end of the log alone', [ended(60.5), began(240.5)], { clean: true, how, why: 'shutdown' }],
  [
    'a shutdown that was announced before the last sign of life',
    [asked(58, '0x500ff'), ended(60.1), began(240.5)],
    { clean: true, how, why: 'shutdown' },
  ],
  ['a power cut', [unclean(240.2, 0, 0, 0), began(240.5), unexpected(240.6)], { clean: false, how, why: 'power-loss' }],
  [
    'a power cut, of which only the log tells',
    [began(240.5), unexpected(240.6)],
    { clean: false, how, why: 'power-loss' },
  ],
  ['a bug check', [unclean(240.2, 0x9f, 0, 0), began(240.5)], { clean: false, how, why: 'crash' }],
  [
    'a bug check that only its report tells',
    [began(240.5), event(1001, 'Microsoft-Windows-WER-SystemErrorReporting', 241)],
    { clean: false, how, why: 'crash' },
  ],
  [
    'a bug check on the way down',
    [asked(60.2, '0x500ff'), ended(60.5), unclean(240.2, 0x9f, 0, 0), began(240.5)],
    { clean: false, how, why: 'crash' },
  ],
  [
    'a shutdown whose last step hung',
    [asked(60.2, '0x500ff'), ended(60.5), unclean(240.2, 0, 0, 0), began(240.5)],
    { clean: true, how, why: 'shutdown' },
  ],
  [
    'the power button, held',
    [unclean(240.2, 0, 0, 133_346_000), began(240.5)],
    { clean: false, how, why: 'power-button' },
  ],
  ['a failure on the way to sleep', [unclean(240.2, 0, 4, 0), began(240.5)], { clean: null, how, why: 'sleep-failed' }],
  [
    'a sleep without waking',
    [event(42, POWER, 60.1), unclean(240.2, 0, 0, 0), began(240.5)],
    { clean: null, how, why: 'sleep-failed' },
  ],
  [
    'a power cut after waking',
    [
      event(42, POWER, 59.1),
      event(1, 'Microsoft-Windows-Power-Troubleshooter', 59.5),
      unclean(240.2, 0, 0, 0),
      began(240.5),
    ],
    { clean: false, how, why: 'power-loss' },
  ],
  [
    'a power cut soon after a restart, which is none of this stop',
    [ended(57), began(58), unclean(240.2, 0, 0, 0), began(240.5)],
    { clean: false, how, why: 'power-loss' },
  ],
  [
    'a power cut, before a boot without the agent that was shut down',
    [unclean(100.2, 0, 0, 0), began(100.5), asked(110, '0x500ff'), ended(110.2), began(240.5)],
    { clean: false, how, why: 'power-loss' },
  ],
  ['neither a stop nor its absence', [began(240.5)], undefined],
  [
    'a log that was cleared since',
    [event(104, 'Microsoft-Windows-Eventlog', 241), began(240.5), unexpected(241)],
    undefined,
  ],
  ['a clock that jumped', [unclean(660.2, 0, 0, 0), began(660.5)], undefined],
  ['a log without this boot', [ended(60.5)], undefined],
  [
    'numbers of other providers',
    [event(41, 'Microsoft-Windows-Other', 240.2, [1]), event(1, 'Microsoft-Windows-Kernel-General', 70), began(240.5)],
    undefined,
  ],
])('reads from the events of Windows %s', (_case, events, evidence) => {
  // The newest first, as Windows gives them.
  expect(stopInEvents([...BEFORE, ...events].toReversed(), QUESTION)).toEqual(evidence);
});

test('a log that does not reach back tells nothing', () => {
  expect(stopInEvents([unclean(240.2, 0, 0, 0), began(240.5)], QUESTION)).toBeUndefined();
});

const run = (text: string) => async () => ({ outcome: 'ended', code: 0, stdout: Buffer.from(text) }) as const;
const { signal } = new AbortController();

test('takes the events from the answer of PowerShell, whatever surrounds it', async () => {
  const events = [...BEFORE, ended(60.5), began(240.5)];
  const text = `Cảnh báo\r\n<<wardwatch ${JSON.stringify({ events })} wardwatch>>`;
  expect(await windowsStop(run(text), QUESTION, signal, silentLogger)).toEqual({ clean: true, how, why: 'shutdown' });
});

test.each([
  ['access is denied', '<<wardwatch {"events":null} wardwatch>>'],
  ['it is cut off', '<<wardwatch {"events":[{"id":41'],
  ['it has another shape', '<<wardwatch {"events":[{"id":"41"}]} wardwatch>>'],
])('knows nothing where %s', async (_case, text) => {
  expect(await windowsStop(run(text), QUESTION, signal, silentLogger)).toBeUndefined();
});

test('the question needs no quoting, and takes no text of an event', () => {
  const script = scriptOf(STOP_EVENTS);
  expect(script).not.toContain('"');
  expect(script).not.toMatch(/\.Message|FormatDescription|UserId/);
});
