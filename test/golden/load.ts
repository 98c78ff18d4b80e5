import { readdirSync, readFileSync } from 'node:fs';

/** Where the recorded frames of protocol version 1 lie. */
export const GOLDEN_V1 = new URL('./v1/', import.meta.url);

/** A recorded frame, entry or HTTP body that is as it should be. */
export interface Golden {
  /** File name; its first word tells what it is: `agent`, `server` (frames), `entry`, `http` (bodies). */
  name: string;
  text: string;
  value: unknown;
}

/** What must be refused, and how. */
export interface InvalidGolden {
  name: string;
  case:
    | { from: 'agent' | 'server'; text: string; problem: string; message: string }
    | { from: 'agent' | 'server'; frame: object; problem: string; message: string }
    | { from: 'entry'; entry: { kind: unknown }; reason: string };
}

/** Every golden of version 1 whose name starts with the prefix, in order of their names. */
export function goldens(prefix = ''): Golden[] {
  return jsonFiles(GOLDEN_V1)
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const text = readFileSync(new URL(name, GOLDEN_V1), 'utf8');
      return { name, text, value: JSON.parse(text) as unknown };
    });
}

/** Every case that must be refused. */
export function invalidGoldens(): InvalidGolden[] {
  const folder = new URL('./invalid/', GOLDEN_V1);
  return jsonFiles(folder).map((name) => ({ name, case: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
}

function jsonFiles(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();
}
