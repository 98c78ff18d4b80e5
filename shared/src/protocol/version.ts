/** Protocol versions that this build speaks. The server keeps the current one and the two before it. */
export const PROTOCOL = { min: 1, max: 1 } as const;

export interface VersionRange {
  min: number;
  max: number;
}

/** The highest version that both sides speak, or undefined where there is none. */
export function chooseVersion(mine: VersionRange, theirs: VersionRange): number | undefined {
  const version = Math.min(mine.max, theirs.max);
  return version >= Math.max(mine.min, theirs.min) ? version : undefined;
}
