/** A person's confirmation of the statement that a machine may be watched. */
export interface Attested {
  /** Number of the statement. */
  statement: number;
  /** Id of the person. */
  by: string;
}

/** A confirmation as it was kept. */
export interface Attestation extends Attested {
  at: number;
  /**
   * Given with the code, with the approval, by whoever stood at the machine (`by` is `machine` then), or by the program
   * that enrols the machine on which it starts the server (`automatic`, by `system`): no person vouches for that one.
   */
  place: 'code' | 'approval' | 'machine' | 'automatic';
}
