import * as v from 'valibot';
import { agentFrame, type AgentFrame, batch, serverFrame, type ServerFrame } from './frames.ts';
import { LIMITS } from './limits.ts';

/** What became of a text that should be a frame. */
export type Decoded<Frame> =
  | { ok: true; frame: Frame }
  /** A type that this version does not know: ignore and count. */
  | { ok: false; problem: 'unknown-type'; message: string }
  | { ok: false; problem: 'too-large' | 'not-json' | 'bad-frame'; message: string };

const AGENT_TYPES = new Set(['hello', 'snapshot', 'batch', 'heartbeat', 'clock-reply', 'bye']);
const SERVER_TYPES = new Set(['challenge', 'welcome', 'ack', 'credit', 'heartbeat-ack', 'clock', 'config', 'bye']);

/** Reads a frame that an agent sent. Entries of a batch are left for `ingest` to judge one by one. */
export function decodeAgentFrame(text: string): Decoded<AgentFrame> {
  const opened = open(text, AGENT_TYPES);
  if (!opened.ok) return opened;
  // The hot frame goes straight to its own schema.
  const result = opened.type === 'batch' ? v.safeParse(batch, opened.value) : v.safeParse(agentFrame, opened.value);
  return result.success ? { ok: true, frame: result.output } : bad(opened.type, result.issues);
}

/** Reads a frame that the server sent. */
export function decodeServerFrame(text: string): Decoded<ServerFrame> {
  const opened = open(text, SERVER_TYPES);
  if (!opened.ok) return opened;
  const result = v.safeParse(serverFrame, opened.value);
  return result.success ? { ok: true, frame: result.output } : bad(opened.type, result.issues);
}

/** Writes a frame. */
export function encodeFrame(frame: AgentFrame | ServerFrame): string {
  return JSON.stringify(frame);
}

type Refused = Exclude<Decoded<never>, { ok: true }>;
type Opened = { ok: true; type: string; value: object } | Refused;

function open(text: string, known: ReadonlySet<string>): Opened {
  // A string of n UTF-16 units is at least n bytes of UTF-8, so this is a floor; the socket enforces the exact limit.
  if (text.length > LIMITS.frameBytes) {
    return { ok: false, problem: 'too-large', message: `a frame has at most ${LIMITS.frameBytes} bytes` };
  }
  if (isDeeperThan(text, LIMITS.frameDepth)) {
    return { ok: false, problem: 'bad-frame', message: `a frame is nested at most ${LIMITS.frameDepth} deep` };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'not-json', message: 'a frame is one JSON object' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, problem: 'not-json', message: 'a frame is one JSON object' };
  }
  const type = 't' in value ? value.t : undefined;
  if (typeof type !== 'string') return { ok: false, problem: 'bad-frame', message: 'a frame has its type in "t"' };
  if (!known.has(type)) {
    return { ok: false, problem: 'unknown-type', message: `unknown frame type ${JSON.stringify(type.slice(0, 40))}` };
  }
  return { ok: true, type, value };
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

// Looked at before parsing: what is nested too deep parses well and then breaks whoever walks through it.
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    // Character codes, because this runs over every byte that every agent sends.
    const code = text.charCodeAt(at);
    if (inString && code === BACKSLASH) at += 1;
    else if (code === QUOTE) inString = !inString;
    else if (!inString && (code === OPEN_LIST || code === OPEN_OBJECT)) depth += 1;
    else if (!inString && (code === CLOSE_LIST || code === CLOSE_OBJECT)) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

function bad(type: string, issues: readonly v.BaseIssue<unknown>[]): Refused {
  return { ok: false, problem: 'bad-frame', message: `${type}: ${describeIssues(issues)}` };
}

/** The first mistakes of a value in one line: where, and what was expected. Never the value itself; at most 300 characters. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .slice(0, 3)
    .map((issue) => {
      const path = v.getDotPath(issue);
      return path ? `${presentable(path)}: ${expectation(issue)}` : expectation(issue);
    })
    .join('; ')
    .slice(0, 300);
}

// Valibot's own messages quote the value; only those of our checks do not.
function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'custom') return issue.message;
  if (issue.expected) return `expected ${issue.expected}`;
  return issue.type === 'check' ? issue.message : `expected ${issue.type.replaceAll('_', ' ')}`;
}

// A path may hold a key of a record, which is as foreign as a value.
function presentable(path: string): string {
  return path.replace(/[^\w.:/-]/g, '?').slice(0, 80);
}
