import { isIPv6 } from 'node:net';
import type { Session } from 'net-snmp';
import { describeError } from '../../lib/errors.ts';
import { deadline, type ProbeContext } from '../probe.ts';
import { guardedSocket } from './guarded-socket.ts';
import { plainValue, type Varbind } from './snmp-value.ts';
import type { OpenSnmp, SnmpAnswer, SnmpTarget, SnmpValue } from './snmp.ts';

type Library = typeof import('net-snmp');

/** A datagram may get lost: it is sent twice. */
const ANSWER_TIMEOUT_MS = 1_000;
const RESENDS = 1;
/** A whole request, however many datagrams it takes. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Most OIDs of one get. */
const MAX_OIDS = 32;
/** Rows that are asked for at once: their answer fits one datagram. */
const ROWS_AT_ONCE = 20;

/** What came of one datagram and its answer. */
type Step =
  | { outcome: 'answered'; varbinds: Varbind[] }
  | { outcome: 'silent'; detail: string }
  | { outcome: 'failed'; detail: string };

/**
 * SNMP v2c (RFC 3416) by the library `net-snmp`: GET and GETBULK only, one session for a request. The library is
 * loaded with the first request, so that machines without anything to ask do not carry it.
 */
export const openSnmp: OpenSnmp = (context) => {
  let library: Promise<Library> | undefined;
  const load = (): Promise<Library> => (library ??= import('net-snmp'));
  return {
    get: (target, oids, signal) =>
      withSession(context, load, target, signal, async (session) => {
        if (oids.length > MAX_OIDS) return { outcome: 'failed', detail: `more than ${MAX_OIDS} values at once` };
        const step = await ask((done) => session.get([...oids], done));
        return step.outcome === 'answered' ? { ...step, varbinds: inOrder(oids, step.varbinds) } : step;
      }),
    walk: (target, column, maxRows, signal) =>
      withSession(context, load, target, signal, (session) => walk(session, column, maxRows)),
  };
};

/** An answer to a get names no other values than were asked for. */
function inOrder(oids: readonly string[], varbinds: readonly Varbind[]): Varbind[] {
  const byOid = new Map(varbinds.map((varbind) => [varbind.oid, varbind]));
  return oids.map((oid) => byOid.get(oid) ?? { oid });
}

async function walk(session: Session, column: string, maxRows: number): Promise<Step> {
  const rows: Varbind[] = [];
  let from = column;
  while (rows.length < maxRows) {
    const count = Math.min(ROWS_AT_ONCE, maxRows - rows.length);
    const step = await ask((done) => session.getBulk([from], 0, count, done));
    if (step.outcome !== 'answered') return step;
    for (const row of step.varbinds) {
      // A table ends where the next object begins; one that goes back would go round for ever.
      const isNext = row.oid.startsWith(`${column}.`) && isAfter(row.oid, from);
      if (!isNext || plainValue(row) === null) return { outcome: 'answered', varbinds: rows };
      if (rows.length < maxRows) rows.push(row);
      from = row.oid;
    }
    if (step.varbinds.length === 0) break;
  }
  return { outcome: 'answered', varbinds: rows };
}

/** Whether an OID comes after another in the order of a walk. */
function isAfter(oid: string, other: string): boolean {
  const [a, b] = [oid.split('.').map(Number), other.split('.').map(Number)];
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? -1);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** One exchange; the library resends and gives up by itself. */
function ask(
  send: (done: (error: Error | null, varbinds?: readonly (Varbind | readonly Varbind[])[]) => void) => void,
): Promise<Step> {
  return new Promise((resolve) => {
    send((error, varbinds) => {
      if (!error) resolve({ outcome: 'answered', varbinds: (varbinds ?? []).flat() });
      else if (error.name === 'RequestTimedOutError') resolve({ outcome: 'silent', detail: 'timeout' });
      else resolve({ outcome: 'failed', detail: describeError(error) });
    });
  });
}

async function withSession(
  context: ProbeContext,
  load: () => Promise<Library>,
  target: SnmpTarget,
  signal: AbortSignal,
  work: (session: Session) => Promise<Step>,
): Promise<SnmpAnswer> {
  signal.throwIfAborted();
  const library = await load();
  const limit = deadline(context.clock, REQUEST_TIMEOUT_MS, signal);
  const startedAt = context.stopwatch();
  let end: (step: Step) => void = () => undefined;
  const ended = new Promise<Step>((resolve) => (end = resolve));
  const socket = guardedSocket(target, (detail) =>
    end({ outcome: detail === 'refused' ? 'silent' : 'failed', detail }),
  );
  limit.signal.addEventListener('abort', () => end({ outcome: 'silent', detail: 'timeout' }));
  const session = library.createSession(target.address, target.community, {
    version: library.Version2c,
    transport: isIPv6(target.address) ? 'udp6' : 'udp4',
    port: target.port,
    timeout: ANSWER_TIMEOUT_MS,
    retries: RESENDS,
    dgramModule: socket,
  });
  session.on('error', () => end({ outcome: 'failed', detail: 'answer is not SNMP' }));
  try {
    const step = await Promise.race([work(session), ended]);
    signal.throwIfAborted();
    if (step.outcome !== 'answered') return step;
    return { outcome: 'answered', values: plainValues(step.varbinds), ms: context.stopwatch() - startedAt };
  } finally {
    limit.done();
    session.close();
  }
}

function plainValues(varbinds: readonly Varbind[]): Record<string, SnmpValue> {
  return Object.fromEntries(varbinds.map((varbind) => [varbind.oid, plainValue(varbind)]));
}
