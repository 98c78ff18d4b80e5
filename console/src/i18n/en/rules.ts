import type { Messages } from '../vi.ts';

/** The figures that outages are judged by, in English. */
export const rules: Messages['rules'] = {
  title: 'Rules of the ledger',
  link: 'Rules of the ledger',
  intro: 'Lengths of time by which outages are recorded. When one changes, every outage is judged anew by it.',
  viewerText: 'Only administrators may change them.',
  units: { seconds: 'seconds', minutes: 'minutes' },
  unitOf: (name) => `Unit of “${name}”`,
  range: (least, most) => `Enter from ${least} to ${most}.`,
  saved: 'Saved. The outages are being judged anew.',
  figures: {
    minListMs: {
      name: 'Shortest outage in the ledger',
      means: 'A shorter outage is only counted and does not become a row.',
    },
    mergeGapMs: {
      name: 'Gap that joins two outages',
      means: 'Two outages of one cause, closer together than this, are recorded as one.',
    },
    graceMs: {
      name: 'Wait after the last signal',
      means: 'A device that is silent for less than this is not yet taken to be down.',
    },
    settleMs: {
      name: 'Span looked at after the start',
      means: 'What is seen within this span after the start still counts towards the cause.',
    },
    togetherMs: {
      name: 'Span that counts as together',
      means: 'Outages of several sites that begin within this span may share one cause.',
    },
    probeMs: {
      name: 'Interval of the checks',
      means: 'An outage may have begun this much before it was first seen.',
    },
    hoursStartMs: {
      name: 'Late start allowed',
      means: 'A device that is on in working hours only need not be on in this span after opening.',
    },
    hoursEndMs: {
      name: 'Early stop allowed',
      means: 'A device that is on in working hours only may be off in this span before closing.',
    },
  },
};

/** Whether the ledger is as it was written, in English. */
export const integrity: Messages['integrity'] = {
  title: 'Integrity of the ledger',
  revisions: (n) => (n === '1' ? '1 revision' : `${n} revisions`),
  holds: 'the chain of revisions holds',
  broken: (place, why) => `The chain of revisions is broken at entry ${place}: ${why}.`,
  brokenNext:
    'The ledger may have been changed outside this program. Leave the server as it is, back up its data and tell whoever runs it.',
  toLedger: 'See the ledger',
  why: {
    gap: 'a revision is missing',
    previous: 'it does not follow the revision before it',
    hash: 'its content is not what was written',
    truncated: 'revisions that were sealed are missing at the end',
    'seal-head': 'a seal names another revision',
    'seal-signature': 'a seal was not signed by this server’s key',
    row: 'the row that is shown is not its newest revision',
  },
  sealed: (day) => `last sealed on ${day}`,
  notSealed: 'not sealed yet',
  key: (start) => `Key fingerprint: ${start}…`,
  keyText: 'Compare it with the fingerprint printed on documents that were issued:',
  evidence: 'Export the evidence bundle',
};
