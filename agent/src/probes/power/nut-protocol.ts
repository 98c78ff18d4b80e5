/** Most lines of one answer; a UPS has some dozens of variables. */
const MAX_LINES = 1_000;

/** An answer of `upsd`: the lines of a list, an `OK`, an error by its code, or nothing of the protocol. */
export type NutAnswer =
  | { kind: 'list'; lines: string[][] }
  | { kind: 'ok' }
  | { kind: 'error'; code: string }
  | { kind: 'garbage' };

/** An error and its code; whatever follows is not ours to repeat. */
const ERROR = /^ERR ([A-Z-]{1,40})\b/;

/** Length of the whole answer at the head of these bytes: one line, or a list from BEGIN to END (RFC 9271 § 4.2). */
export function nutAnswerLength(received: Buffer): number | undefined {
  const firstEnd = received.indexOf('\n');
  if (firstEnd < 0) return undefined;
  const first = received.toString('utf8', 0, firstEnd).trimEnd();
  if (!first.startsWith('BEGIN ')) return firstEnd + 1;
  const end = `\nEND ${first.slice('BEGIN '.length)}`;
  const at = received.indexOf(end, firstEnd);
  const lineEnd = at < 0 ? -1 : received.indexOf('\n', at + 1);
  // A list that breaks off with an error has no END.
  const error = received.indexOf('\nERR ', firstEnd);
  if (lineEnd < 0 && error >= 0) {
    const errorEnd = received.indexOf('\n', error + 1);
    return errorEnd < 0 ? undefined : errorEnd + 1;
  }
  return lineEnd < 0 ? undefined : lineEnd + 1;
}

/** Reads one whole answer. */
export function parseNutAnswer(bytes: Buffer): NutAnswer {
  const lines = bytes.toString('utf8').split(/\r?\n/).filter(Boolean);
  const [error] = lines.flatMap((line) => ERROR.exec(line)?.[1] ?? []);
  if (error !== undefined) return { kind: 'error', code: error };
  const [first = ''] = lines;
  if (/^OK\b/.test(first)) return { kind: 'ok' };
  if (!first.startsWith('BEGIN LIST ') || lines.length > MAX_LINES) return { kind: 'garbage' };
  return { kind: 'list', lines: lines.slice(1, -1).map(nutWords) };
}

/** Words of a line; one in quotes may hold spaces, and a quote or backslash behind a backslash. */
export function nutWords(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gs)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/gs, '$1'),
  );
}

/** A word of a request, in quotes. */
export function nutQuoted(word: string): string {
  return `"${word.replace(/["\\]/g, '\\$&')}"`;
}
