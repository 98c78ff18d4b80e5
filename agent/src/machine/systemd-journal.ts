import { shortBootId } from './boot.ts';
import type { StopEvidence, StopQuestion } from './stop-evidence.ts';

/** Message ids of systemd's catalogue: the journal was stopped; a shutdown began; a unit was started. */
const JOURNAL_STOPPED = 'd93fb3c9c24d451a97cea615ce59c00b';
const SHUTDOWN = '98268866d1d54a499c4e98921d93bc40';
const UNIT_STARTED = '39f53479d3a045ac8e11786248231fbf';

/** Targets that a machine reaches on its way down, and what for. */
const ENDINGS: Readonly<Record<string, 'shutdown' | 'restart'>> = {
  'poweroff.target': 'shutdown',
  'halt.target': 'shutdown',
  'reboot.target': 'restart',
  'kexec.target': 'restart',
};

/** The fields of the journal that are asked for: no message, so nothing about people. */
export const JOURNAL_FIELDS = ['MESSAGE_ID', 'UNIT'] as const;

/**
 * How the boot before this one ended, by the last entries of its journal (`journalctl --output=json`, one object a
 * line): with the journal's own end it was a clean stop, without it the end is missing. Undefined where the entries are
 * none, or of another boot than the one in question.
 */
export function stopInJournal(text: string, question: Pick<StopQuestion, 'bootId'>): StopEvidence | undefined {
  const entries = text.split('\n').flatMap((line) => (line.startsWith('{') ? fieldsOf(line) : []));
  const bootId = entries.at(-1)?.get('_BOOT_ID');
  if (bootId === undefined || shortBootId(dashed(bootId)) !== question.bootId) return undefined;
  const ids = new Set(entries.map((entry) => entry.get('MESSAGE_ID')));
  const started = entries.filter((entry) => entry.get('MESSAGE_ID') === UNIT_STARTED);
  const why = started.map((entry) => ENDINGS[entry.get('UNIT') ?? '']).find((one) => one !== undefined);
  const clean = why !== undefined || ids.has(JOURNAL_STOPPED) || ids.has(SHUTDOWN);
  return { clean, how: 'systemd-journal', ...(why === undefined ? {} : { why }) };
}

function fieldsOf(line: string): Map<string, string>[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The last line of output that was cut off.
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return [new Map(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))];
}

/** The kernel writes its boot id with dashes, the journal without. */
function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
