import { deadline, type ProbeContext } from '../probe.ts';
import { type Conversation, converse, type DaemonTarget } from './conversation.ts';
import { type NutAnswer, nutAnswerLength, nutQuoted, parseNutAnswer } from './nut-protocol.ts';
import { leadingNumber, modelName, saneFigures, saneMains, saneText } from './sane.ts';
import { LOOK_TIMEOUT_MS, type PowerLook, type PowerSource, type PowerState } from './source.ts';

/** The port that IANA keeps for it. */
export const NUT_PORT = 3_493;

/** Where `upsd` is, and what to read there. */
export interface NutTarget extends DaemonTarget {
  /** The UPS to follow; the first in its list where absent. */
  ups?: string | undefined;
  /** Reading needs none with NUT's own `upsd`; other servers of the protocol may ask for it. */
  login?: { user: string; password: string } | undefined;
}

/** What the daemon says when it is there and its UPS is not. */
const LOST_CODES = new Set(['DATA-STALE', 'DRIVER-NOT-CONNECTED']);

/**
 * A UPS by Network UPS Tools (RFC 9271): one short connection a look. It never sends LOGIN, which would count as a
 * machine that hangs on the UPS and hold up its shutdown.
 */
export function nutSource(context: ProbeContext, locate: () => Promise<NutTarget | string>): PowerSource {
  return {
    name: 'nut',
    look: async (signal) => {
      const target = await locate();
      if (typeof target === 'string') return { outcome: 'refused', detail: target };
      const limit = deadline(context.clock, LOOK_TIMEOUT_MS, signal);
      try {
        return await converse(target, limit.signal, (conversation) => read(conversation, target));
      } finally {
        limit.done();
      }
    },
  };
}

type Answer = NutAnswer | { kind: 'silence'; look: PowerLook };

async function ask(conversation: Conversation, request: string): Promise<Answer> {
  const heard = await conversation.ask(`${request}\n`, nutAnswerLength);
  if (heard.ok) return parseNutAnswer(heard.bytes);
  if (heard.isRefused) return { kind: 'silence', look: { outcome: 'absent' } };
  return { kind: 'silence', look: { outcome: 'lost', detail: `upsd: ${heard.detail}`, isSaid: false } };
}

async function read(conversation: Conversation, target: NutTarget): Promise<PowerLook> {
  if (target.login) {
    const { user, password } = target.login;
    for (const request of [`USERNAME ${nutQuoted(user)}`, `PASSWORD ${nutQuoted(password)}`]) {
      const answer = await ask(conversation, request);
      if (answer.kind !== 'ok') return lookOf(answer, target);
    }
  }
  const list = await ask(conversation, 'LIST UPS');
  if (list.kind !== 'list') return lookOf(list, target);
  const names = list.lines.flatMap(([word, name]) => (word === 'UPS' && name !== undefined ? [name] : []));
  const name = target.ups ?? names[0];
  if (name === undefined) return { outcome: 'absent' };
  if (!names.includes(name)) return unknownUps(name, names);
  const variables = await ask(conversation, `LIST VAR ${nutQuoted(name)}`);
  if (variables.kind !== 'list') return lookOf(variables, target);
  const state = nutState(
    new Map(variables.lines.flatMap(([word, , key, value]) => (word === 'VAR' && key ? [[key, value ?? '']] : []))),
  );
  if (state) return { outcome: 'seen', state, count: names.length };
  return { outcome: 'lost', detail: 'the driver of the UPS starts', isSaid: true };
}

function unknownUps(name: string, names: readonly string[]): PowerLook {
  const known = saneText(names.slice(0, 5).join(', '), 60) ?? 'none';
  return { outcome: 'refused', detail: `upsd has no UPS "${name}" (it has: ${known}); mend the option ups` };
}

/** What another answer than a list means. */
function lookOf(answer: Answer, target: NutTarget): PowerLook {
  if (answer.kind === 'silence') return answer.look;
  if (answer.kind !== 'error') return { outcome: 'lost', detail: 'upsd: an answer that is not NUT', isSaid: false };
  if (LOST_CODES.has(answer.code)) return { outcome: 'lost', detail: answer.code, isSaid: true };
  if (answer.code === 'UNKNOWN-UPS') return unknownUps(target.ups ?? '', []);
  const advice = target.login
    ? 'check name and password in the option ups'
    : 'give a user of upsd.users in the option ups: nut://USER:PASSWORD@HOST';
  return { outcome: 'refused', detail: `upsd refuses (${answer.code}); ${advice}` };
}

/** State by the variables of a UPS; undefined while its driver has not read it yet. */
export function nutState(variables: ReadonlyMap<string, string>): PowerState | undefined {
  const flags = new Set((variables.get('ups.status') ?? '').split(/\s+/).filter(Boolean));
  if (flags.size === 0 || flags.has('WAIT')) return undefined;
  const number = (name: string): number | undefined => leadingNumber(variables.get(name));
  const result = variables.get('ups.test.result') ?? '';
  const isLow = flags.has('LB') || flags.has('FSD');
  const isShortTest = flags.has('TEST') || /in progress/i.test(result);
  const test = flags.has('CAL') ? 'calibration' : isShortTest ? 'short' : undefined;
  const inputVolts = number('input.voltage');
  // In bypass the load hangs on the mains, whether the flag for it is set as well or not.
  const isOnLine = flags.has('OL') || (flags.has('BYPASS') && !flags.has('OB'));
  const line = saneMains({ isOnLine, isOnBattery: flags.has('OB'), test, isLow }, inputVolts);
  const raw = {
    charge: number('battery.charge'),
    runtimeSeconds: number('battery.runtime'),
    load: number('ups.load'),
    inputVolts,
  };
  return {
    ...line,
    ups: isLow ? 'low' : flags.has('RB') ? 'replace' : 'ok',
    ...saneFigures(raw, line.mains),
    testResult: testResult(result),
    model: modelName(
      variables.get('ups.mfr') ?? variables.get('device.mfr'),
      variables.get('ups.model') ?? variables.get('device.model'),
    ),
    batteryDate: saneText(variables.get('battery.date') ?? variables.get('battery.mfr.date'), 40),
  };
}

function testResult(text: string): PowerState['testResult'] {
  if (/pass|^ok\b/i.test(text)) return 'passed';
  return /error|fail|^ng\b|bad/i.test(text) ? 'failed' : null;
}
