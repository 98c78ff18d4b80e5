import type { Duty } from '../../model/index.ts';
import { CAUSES } from '../../model/index.ts';
import { common } from '../availability.ts';
import { decide, type Decision } from '../decide.ts';
import { DEFAULT_RULES } from '../evidence.ts';
import { judgeServer } from '../server-outages.ts';
import { judgeWard, type WardFindings } from '../ward.ts';
import { DeviceScript } from './device-script.fixtures.ts';
import { actDevice } from './device-verbs.fixtures.ts';
import { type Difference, expectLine, type Look, untoldIn } from './expectations.fixtures.ts';
import { countIn, LedgerScript } from './ledger-script.fixtures.ts';
import { BadScenario, durationIn, instantIn, type Line, type Scenario, TIME } from './scenario-text.fixtures.ts';
import { type Part, type SiteScript, WardScript } from './ward-script.fixtures.ts';

const HOUR_MS = 3_600_000;

/** What a run of a scenario showed: what was not as expected, and which rows of the table fired. */
export interface ScenarioRun {
  differences: Difference[];
  rules: Set<string>;
  looks: number;
}

/** A scenario while it runs. */
interface Stage {
  scenario: Scenario;
  day: string;
  /** Start of what is judged. */
  from: number;
  ward: WardScript;
  ledger: LedgerScript;
  look: Look | undefined;
  lastAt: number;
  run: ScenarioRun;
}

type Reader = (stage: Stage, groups: string[]) => void;

const READERS: readonly [RegExp, Reader][] = [
  [/^day (\d{4}-\d\d-\d\d)$/, setDay],
  [/^site ([^:]+?)(?:: (.+))?$/, addSite],
  [/^device (\S+) at ([^:]+): (always|hours|none)(?:, (.+))?$/, addDevice],
  [
    new RegExp(`^notice (\\S+) (power-cut|maintenance) (${TIME})-(${TIME}) for (.+?)(?: entered (${TIME}))?$`),
    addNotice,
  ],
  [/^special day (\S+) (holiday|substitute|swap-off|swap-work)$/, addSpecialDay],
  [new RegExp(`^(${TIME}) server (stops|loses its network|starts|has its network back)$`), serverDoes],
  [new RegExp(`^(${TIME}) officer (confirms|excludes|includes|splits|merges|unconfirms) (.+)$`), officerDoes],
  [new RegExp(`^(${TIME}) ([^:]+): (.+)$`), deviceDoes],
  [new RegExp(`^look at (${TIME})$`), lookAt],
];

/** Runs a scenario. A line that cannot be understood is an error that names file and line. */
export function runScenario(scenario: Scenario): ScenarioRun {
  const stage: Stage = {
    scenario,
    day: '2026-01-01',
    from: Number.NaN,
    ward: new WardScript(0),
    ledger: new LedgerScript(),
    look: undefined,
    lastAt: -Infinity,
    run: { differences: [], rules: new Set(), looks: 0 },
  };
  for (const line of scenario.lines) readLine(stage, line);
  closeLook(stage);
  return stage.run;
}

function readLine(stage: Stage, line: Line): void {
  const reader = READERS.find(([form]) => form.test(line.text));
  try {
    if (reader) {
      const groups = reader[0].exec(line.text)?.slice(1) ?? [];
      closeLook(stage);
      reader[1](stage, groups);
      if (stage.look && reader[1] === lookAt) stage.look.line = line;
    } else if (stage.look) stage.run.differences.push(...expectLine(stage.look, line));
    else throw new RangeError('nothing that is known');
  } catch (error) {
    if (error instanceof RangeError) throw new BadScenario(stage.scenario, line, error.message);
    throw error;
  }
}

/** What comes after the expectations of a look ends them: they must have told the list of outages. */
function closeLook(stage: Stage): void {
  if (stage.look && !stage.look.isListTold) {
    throw new BadScenario(stage.scenario, stage.look.line, 'no outages are told after this');
  }
  if (stage.look) stage.run.differences.push(...untoldIn(stage.look));
  stage.look = undefined;
}

function setDay(stage: Stage, [day = '']: string[]): void {
  stage.day = day;
  if (!Number.isNaN(stage.from)) return;
  stage.from = instantIn('00:00', day);
  stage.ward = new WardScript(stage.from);
}

function addSite({ ward, day }: Stage, [name = '', given = '']: string[]): void {
  const site: SiteScript = { name, provider: null, feeder: null, hostsServer: false, hours: [] };
  for (const one of given.split(', ').filter((text) => text !== '')) {
    const [, provider] = /^provider (.+)$/.exec(one) ?? [];
    const [, feeder] = /^feeder (.+)$/.exec(one) ?? [];
    const [, isDaily, hours, from] = /^(daily|open) ([\d: -]+?)(?: from (\S+))?$/.exec(one) ?? [];
    if (provider !== undefined) site.provider = provider;
    else if (feeder !== undefined) site.feeder = feeder;
    else if (one === 'hosts the server') site.hostsServer = true;
    else if (hours !== undefined) site.hours.push({ from: from ?? day, text: hours, isDaily: isDaily === 'daily' });
    else throw new RangeError(`a site cannot have "${one}"`);
  }
  ward.sites.set(name, site);
}

/** A device has run for an hour as the scenario begins, unless it is said to be off, or to come later. */
function addDevice({ ward, from, day }: Stage, [id = '', siteName = '', duty, given = '']: string[]): void {
  const site = siteIn(ward, siteName);
  const options = given.split(', ').filter((text) => text !== '');
  const device = new DeviceScript(id);
  const part: Part = { device, site, terms: [], hasWay: true };
  ward.parts.set(id, part);
  const pace = options.map((one) => /^pushes each (.+)$/.exec(one)?.[1]).find((one) => one !== undefined);
  device.everyMs = pace === undefined ? undefined : durationIn(pace);
  const seen = pace === undefined ? (['gateway', 'internet', 'dns'] as const) : (['gateway', 'internet'] as const);
  for (const fact of seen) device.facts.set(fact, 'up');
  device.facts.set('hub', 'down');
  const comes = options.map((one) => /^from (.+)$/.exec(one)?.[1]).find((one) => one !== undefined);
  for (const one of options) {
    const [, service, look] = /^watches (\S+)(?: each (\S+))?$/.exec(one) ?? [];
    if (service !== undefined && look !== undefined) ward.paces.set(service, durationIn(look));
    if (one === 'ups') device.facts.set('mains', 'on');
    else if (service !== undefined) device.facts.set(`service:${service}`, 'up');
    else if (!/^(?:from .+|off|never ran|pushes each .+)$/.test(one))
      throw new RangeError(`a device cannot have "${one}"`);
  }
  ward.assign(part, site, duty as Duty, comes === undefined ? from - HOUR_MS : instantIn(comes, day));
  if (options.includes('never ran')) return;
  const startsAt = comes === undefined ? from - HOUR_MS : instantIn(comes, day);
  device.boot(startsAt, 'nothing');
  ward.settle(part, startsAt);
  if (options.includes('off')) device.stop(from - HOUR_MS / 2, 'shutdown');
}

function addNotice({ ward, day, from }: Stage, groups: string[]): void {
  const [id = '', kind, start = '', end = '', whom = '', entered] = groups;
  const [, what, name = ''] = /^(feeder|provider|site) (.+)$/.exec(whom) ?? [];
  if (what === undefined) throw new RangeError('for a feeder, a provider or a site');
  const enteredAt = entered === undefined ? from - HOUR_MS : instantIn(entered, day);
  const span = {
    windowId: id,
    kind: kind as 'power-cut' | 'maintenance',
    source: id,
    enteredAt,
    from: instantIn(start, day),
    until: instantIn(end, day),
  };
  ward.notices.push({
    span,
    concerns: (site) => (what === 'site' ? site.name === name : site[what as 'feeder' | 'provider'] === name),
  });
}

function addSpecialDay({ ward }: Stage, [date = '', kind]: string[]): void {
  ward.holidays.push({ date, kind: kind as 'holiday', name: 'Ngày lễ (mẫu)', confirmed: true });
}

function pass(stage: Stage, time: string): number {
  const at = instantIn(time, stage.day);
  if (at < stage.lastAt) throw new RangeError('time goes back');
  stage.lastAt = at;
  return at;
}

function serverDoes(stage: Stage, [time = '', what]: string[]): void {
  const at = pass(stage, time);
  if (what === 'stops' || what === 'loses its network') stage.ward.serverGoes(at, what);
  else stage.ward.serverComes(at, what as 'starts' | 'has its network back');
}

function deviceDoes(stage: Stage, [time = '', names = '', what = '']: string[]): void {
  const at = pass(stage, time);
  for (const name of names.split(', ')) {
    const part = stage.ward.parts.get(name);
    if (!part) throw new RangeError(`no device ${name}`);
    if (!actDevice(stage.ward, part, at, what, stage.day)) throw new RangeError('a device cannot do that');
  }
}

function lookAt(stage: Stage, [time = '']: string[]): void {
  const now = pass(stage, time);
  const window = { from: stage.from, until: now };
  const evidence = stage.ward.evidenceAt(now, window);
  const found: WardFindings[] = judgeWard(evidence, window, DEFAULT_RULES, now, stage.ward.paces);
  const server = judgeServer(stage.ward.server(now), window, DEFAULT_RULES.minListMs);
  const open = new Map(evidence.map((site) => [site.ties.siteId, site.evidence.open]));
  for (const { siteId, derived } of found) stage.ledger.reconcile(siteId, derived, open.get(siteId) ?? [], now);
  stage.ledger.reconcile(null, server.derived, [], now);
  for (const { outage } of found.flatMap((one) => one.derived)) stage.run.rules.add(outage.suggested.rule);
  for (const { outage } of server.derived) stage.run.rules.add(outage.suggested.rule);
  stage.run.looks += 1;
  stage.look = {
    line: { number: 0, text: '' },
    day: stage.day,
    now,
    window,
    sites: new Map(found.map((one) => [one.siteId, { ...one, open: open.get(one.siteId) ?? [] }])),
    server,
    ledger: stage.ledger,
    told: new Set(),
    isListTold: false,
  };
}

function officerDoes(stage: Stage, [time = '', verb = '', words = '']: string[]): void {
  const at = pass(stage, time);
  const [, id = '', rest = ''] = /^(SC-2026-\d{4})(?: (.+))?$/.exec(words) ?? [];
  const row = stage.ledger.rows.get(id);
  if (!row) throw new RangeError(`no row ${id}`);
  const others = /SC-2026-\d{4}/g;
  const decision = decisionOf(verb, rest, stage.day);
  const members = verb === 'merges' ? [...rest.matchAll(others)].map(([one]) => stage.ledger.rows.get(one)) : [];
  const count = countIn([]);
  const outcome = decide(
    row,
    decision,
    { id: 'officer', at },
    members.flatMap((one) => one ?? []),
    (from, until) => {
      const part = { from, until: until ?? at };
      const down = common([part], [{ from: row.from, until: row.until ?? at }]);
      return { downMs: part.until - part.from, minutes: count(down), interruptions: 0 };
    },
  );
  if (!outcome.ok) throw new RangeError(`refused: ${outcome.error}`);
  stage.ledger.write(outcome.changes, at);
}

function decisionOf(verb: string, rest: string, day: string): Decision {
  switch (verb) {
    case 'confirms': {
      const cause = CAUSES.find((one) => `as ${one}` === rest);
      if (!cause) throw new RangeError('no such cause');
      return { action: 'confirm', cause };
    }
    case 'unconfirms':
      return { action: 'unconfirm', reason: rest };
    case 'excludes':
      return { action: 'exclude', reason: rest };
    case 'includes':
      return { action: 'include', reason: rest };
    case 'merges':
      return { action: 'merge', reason: rest };
    default:
      return { action: 'split', at: instantIn(rest.replace('at ', ''), day), reason: rest };
  }
}

function siteIn(ward: WardScript, name: string): SiteScript {
  const site = ward.sites.get(name);
  if (!site) throw new RangeError(`no site ${name}`);
  return site;
}
