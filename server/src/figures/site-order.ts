import type { SiteFigures } from '@wardwatch/shared/api';

const KINDS: readonly SiteFigures['kind'][] = ['headquarters', 'one-stop-centre', 'other', 'cultural-house'];
/** After every group: there are at most 999. */
const LAST = 1_000;
const text = new Intl.Collator('vi', { numeric: true });

/** The order in which documents list sites: offices, then houses by the number of their group, then by code and name. */
export function inOrder(sites: readonly SiteFigures[]): SiteFigures[] {
  return sites.toSorted(
    (a, b) =>
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
      (a.groupNumber ?? LAST) - (b.groupNumber ?? LAST) ||
      text.compare(a.code ?? '', b.code ?? '') ||
      text.compare(a.name, b.name),
  );
}
