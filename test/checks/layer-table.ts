import * as v from 'valibot';

const names = v.array(v.string());
const byName = v.record(v.string(), names);

/** The form of `layers.json`: who may import whom. */
export const layerTable = v.strictObject({
  /** Prefix of our packages' names. */
  scope: v.string(),
  /** Package (its folder; `.` for the files at the root) → packages that it may import, through their `exports`. */
  packages: byName,
  /**
   * Package → layer (folder below `src`, the longest that fits) → layers that it may import besides itself. A package
   * that is not listed has no layers. Files directly in `src` are the package's edge: they may import anything in it,
   * and no layer imports them.
   */
  layers: v.record(v.string(), byName),
  /** Package → folders below `src` that belong to its edge as well. */
  roots: byName,
  /** Package → layers that import nothing of ours, not even another package. */
  isolated: byName,
  /** Single imports across packages that are allowed all the same: files from the root. */
  exceptions: v.array(v.strictObject({ from: v.string(), to: v.string() })),
});
export type LayerTable = v.InferOutput<typeof layerTable>;

/** Sources and manifests of the whole tree, by path from the root with `/`. */
export interface SourceTree {
  /** TypeScript files with their text. */
  files: ReadonlyMap<string, string>;
  /** Package folder → name under which it is imported → file from the root: its `exports`. */
  exports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A rule that is broken. */
export interface Violation {
  file: string;
  line: number;
  rule:
    | 'layer'
    | 'unlisted-layer'
    | 'edge'
    | 'test-file'
    | 'package'
    | 'deep-import'
    | 'climbs-out'
    | 'isolated'
    | 'computed'
    | 'missing'
    | 'cycle';
  message: string;
}
