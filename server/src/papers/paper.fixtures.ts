import type { Paper } from '@wardwatch/shared/model';

/** A draft of a budget request. */
export function paperFixture(more: Partial<Paper> = {}): Paper {
  return {
    id: 'VBN-2026-0001',
    kind: 'budget-request',
    status: 'draft',
    period: '2026-q1',
    reportId: null,
    about: null,
    texts: {},
    lines: [],
    number: null,
    issuedOn: null,
    createdAt: 0,
    createdBy: 'person_1',
    changedAt: 0,
    snapshotHash: null,
    ...more,
  };
}
