import type { LayerTable } from './layer-table.ts';

/** Where a file stands. */
export type Place =
  /** In a layer of its package. */
  | { kind: 'layer'; pkg: string; layer: string }
  /** In a folder below `src` that the table does not list. */
  | { kind: 'unlisted'; pkg: string; folder: string }
  /** The edge of its package, or of a package without layers. */
  | { kind: 'edge'; pkg: string }
  /** A test: may import anything in its package; no other file imports it. */
  | { kind: 'test'; pkg: string };

/** Tests, suites that every implementation of a contract must pass, what they start from or start, and folders of such. */
const TEST_FILE = /\.(test|contract|fixtures|child)\.ts$|^[^/]+\/src\/testing\//;

/** The package that a file belongs to; `.` for the root. */
export function packageOf(path: string, table: LayerTable): string {
  const folder = path.split('/', 1)[0] ?? '';
  return path.includes('/') && Object.hasOwn(table.packages, folder) ? folder : '.';
}

/** Finds where a file stands. */
export function placeOf(path: string, table: LayerTable): Place {
  const pkg = packageOf(path, table);
  if (TEST_FILE.test(path)) return { kind: 'test', pkg };
  const layers = table.layers[pkg];
  const source = `${pkg}/src/`;
  const folder = path.startsWith(source) ? path.slice(source.length).split('/').slice(0, -1).join('/') : '';
  if (!layers || folder === '') return { kind: 'edge', pkg };
  if (longestMatch(folder, table.roots[pkg] ?? []) !== undefined) return { kind: 'edge', pkg };
  const layer = longestMatch(folder, Object.keys(layers));
  return layer === undefined ? { kind: 'unlisted', pkg, folder } : { kind: 'layer', pkg, layer };
}

function longestMatch(folder: string, candidates: readonly string[]): string | undefined {
  return candidates
    .filter((candidate) => folder === candidate || folder.startsWith(`${candidate}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
