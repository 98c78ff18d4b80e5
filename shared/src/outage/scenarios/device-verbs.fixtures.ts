import { keysOf } from '../../lib/index.ts';
import { factName, isValueOf, type FactName, type FactValue, STOP_CAUSES } from '../../model/index.ts';
import * as v from 'valibot';
import { durationIn, instantIn } from './scenario-text.fixtures.ts';
import type { Part, WardScript } from './ward-script.fixtures.ts';

/** One thing that a device does: undefined where the words mean something else. */
type Verb = (ward: WardScript, part: Part, at: number, words: string[], day: string) => void;

/** What a device can do in a scenario, with the form of the words; groups of the form are handed over. */
const VERBS: readonly [RegExp, Verb][] = [
  [/^boots(?: (clean|unclean|telling nothing))?(?: after (a|an) ([a-z -]+))?( offline)?$/, boots],
  [/^tests its UPS$/, (_ward, { device }, at) => device.testUps(at, 'started')],
  [
    /^has (passed|failed) its UPS test$/,
    (_ward, { device }, at, [result]) => device.testUps(at, result as 'passed' | 'failed'),
  ],
  [/^is replaced by a new machine$/, (ward, part, at) => begins(ward, part, at, () => part.device.replace(at))],
  [/^goes dark$/, (_ward, { device }, at) => device.end(at)],
  [/^hangs$/, (_ward, { device }, at) => device.end(at)],
  [/^stops \((shutdown|restart|update|sleep|uninstall|request)\)$/, stops],
  [/^sleeps$/, (_ward, { device }, at) => device.end(at)],
  [/^wakes$/, (ward, part, at) => begins(ward, part, at, () => part.device.wake(at))],
  [/^loses its agent$/, (_ward, { device }, at) => device.end(at)],
  [/^starts its agent$/, (ward, part, at) => begins(ward, part, at, () => part.device.startAgent(at))],
  [/^loses the server$/, (ward, part, at) => away(ward, part, at)],
  [/^has the server again$/, (ward, part, at) => ward.setWay(part, at, true)],
  [/^loses the line$/, losesLine],
  [/^has the line again$/, hasLine],
  [/^loses the gateway$/, losesGateway],
  [/^says ([\w:-]+) (\w+)(?: \((.+)\))?$/, says],
  [/^throws away its journal of (\S+)-(\S+)$/, throwsAway],
  [
    /^has a clock that is (\S+) (ahead|behind)$/,
    (_ward, { device }, _at, [by, way]) => {
      device.clockMs = durationIn(by ?? '') * (way === 'ahead' ? 1 : -1);
    },
  ],
  [
    /^has a clock of 1970$/,
    (_ward, { device }, at) => {
      device.clockMs = 60_000 - at;
    },
  ],
  [/^steps its clock by (\S+)$/, (_ward, { device }, at, [by]) => device.stepClock(at, durationIn(by ?? ''))],
  [/^moves to (.+)$/, moves],
  [
    /^becomes (always|hours|none)$/,
    (ward, part, at, [duty]) => {
      // The form of the words allows nothing else.
      ward.assign(part, part.site, duty as 'always' | 'hours' | 'none', at);
    },
  ],
  [
    /^is taken out of service$/,
    (_ward, part, at) => {
      const term = part.terms.at(-1);
      if (term) term.until = at;
    },
  ],
];

/** Lets a device do what the words say; false where they say nothing that is known. */
export function actDevice(ward: WardScript, part: Part, at: number, text: string, day: string): boolean {
  for (const [form, verb] of VERBS) {
    const match = form.exec(text);
    if (!match) continue;
    verb(ward, part, at, match.slice(1), day);
    return true;
  }
  return false;
}

function begins(ward: WardScript, part: Part, at: number, start: () => void): void {
  part.device.facts.set('hub', 'down');
  start();
  ward.settle(part, at);
}

function boots(ward: WardScript, part: Part, at: number, [said, _article, reason, offline]: string[]): void {
  if (offline !== undefined) part.hasWay = false;
  const why = STOP_CAUSES.find((one) => one === reason?.replace(' ', '-'));
  if (reason !== undefined && !why) throw new RangeError(`no reason of a stop: ${reason}`);
  const words = said === 'telling nothing' ? 'nothing' : said;
  begins(ward, part, at, () => part.device.boot(at, words as 'clean' | 'unclean' | 'nothing' | undefined, why));
}

function stops(_ward: WardScript, { device }: Part, at: number, [reason]: string[]): void {
  device.stop(at, reason as Parameters<typeof device.stop>[1]);
}

function away(ward: WardScript, part: Part, at: number): void {
  part.hasWay = false;
  ward.settle(part, at);
}

function stateAll(part: Part, at: number, facts: Partial<Record<FactName, FactValue>>): void {
  for (const name of keysOf(facts)) {
    const value = facts[name];
    // A point knows nothing of name resolution.
    if (value && part.device.facts.has(name)) part.device.state(at, name, value);
  }
}

function losesLine(ward: WardScript, part: Part, at: number): void {
  ward.setWay(part, at, false);
  stateAll(part, at, { internet: 'down', dns: 'down' });
}

function hasLine(ward: WardScript, part: Part, at: number): void {
  stateAll(part, at, { gateway: 'up', internet: 'up', dns: 'up' });
  ward.setWay(part, at, true);
}

function losesGateway(ward: WardScript, part: Part, at: number): void {
  away(ward, part, at);
  stateAll(part, at, { gateway: 'down', internet: 'down', dns: 'down' });
}

function says(_ward: WardScript, part: Part, at: number, [fact, value, detail]: string[]): void {
  const said = value === 'nothing' ? null : (value as FactValue);
  if (!v.is(factName, fact) || !isValueOf(fact, said)) throw new RangeError(`no fact ${fact} ${value}`);
  part.device.state(at, fact, said, detail);
}

function throwsAway(_ward: WardScript, { device }: Part, at: number, [from, until]: string[], day: string): void {
  device.drop(at, { from: instantIn(from ?? '', day), until: instantIn(until ?? '', day) });
}

function moves(ward: WardScript, part: Part, at: number, [name]: string[]): void {
  const site = ward.sites.get(name ?? '');
  if (!site) throw new RangeError(`no site ${name}`);
  ward.assign(part, site, part.terms.at(-1)?.duty ?? 'always', at);
}
