import { fold } from '../wording/index.ts';
import type { KnownWard } from './known-ward.ts';
import type { CellRead } from './read-cell.ts';
import { type PlainCell, textOf } from './sheet.ts';

/** Sites under what a sheet calls them: their code, or the name of one that has no code yet. */
export interface SitesByKey {
  read(cell: PlainCell): CellRead<string>;
  label(siteId: string): string;
}

/**
 * The sites that equipment may stand at: those in use, and those that the same file adds.
 *
 * @param codes by the site's id, as they are after the import.
 */
export function sitesByKey(sites: KnownWard['sites'], codes: ReadonlyMap<string, string>): SitesByKey {
  const labels = new Map<string, string>();
  const byKey = new Map<string, string[]>();
  const active = sites.filter(({ archived }) => !archived);
  for (const { id, name } of active) {
    const code = codes.get(id);
    labels.set(id, code ?? name);
    const keys = new Set([fold(name), ...(code === undefined ? [] : [fold(code)])]);
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  }
  // A code is never hidden by a site that has it for its name.
  for (const { id } of active) {
    const code = codes.get(id);
    if (code !== undefined) byKey.set(fold(code), [id]);
  }
  return {
    read: (cell) => {
      const found = byKey.get(fold(textOf(cell))) ?? [];
      const [only] = found;
      return only !== undefined && found.length === 1
        ? { ok: true, value: only }
        : { ok: false, code: 'site-unknown', expected: found.map((id) => labels.get(id) ?? id).join(' | ') };
    },
    label: (siteId) => labels.get(siteId) ?? siteId,
  };
}
