/** One part of something that two people changed, as each of them has it. */
export interface TwoVersions {
  label: string;
  mine: string;
  theirs: string;
}

/** The parts in which the two differ. */
export function differences(all: readonly TwoVersions[]): TwoVersions[] {
  return all.filter(({ mine, theirs }) => mine !== theirs);
}
