import type { AvailabilitySums } from '@wardwatch/shared/outage';
import { expect, it } from 'vitest';
import { addedUp, availabilityFigure, underCauses } from './availability-figure.ts';

const NOTHING: AvailabilitySums = {
  upMs: 0,
  downMs: 0,
  offMs: 0,
  plannedMs: 0,
  notEquippedMs: 0,
  unknownMs: 0,
  excludedMs: 0,
  availability: null,
  coverage: null,
  byCause: [],
  outages: 0,
  longestMs: 0,
  blips: 0,
};
const sums = (more: Partial<AvailabilitySums>): AvailabilitySums => ({ ...NOTHING, ...more });

it('has no figure under four fifths of coverage', () => {
  expect(availabilityFigure(sums({ upMs: 79, unknownMs: 21 }))).toMatchObject({ availability: null, coverage: 0.79 });
  expect(availabilityFigure(sums({ upMs: 76, downMs: 4, unknownMs: 20 }))).toMatchObject({
    availability: 0.95,
    coverage: 0.8,
  });
});

it('has no figure where nothing could be measured', () => {
  expect(availabilityFigure(NOTHING)).toMatchObject({ availability: null, coverage: null });
  expect(availabilityFigure(sums({ offMs: 100 }))).toMatchObject({ availability: null, coverage: 1 });
});

it('counts down time of the causes asked for, confirmed or not, and leaves the rest out; what has no known cause is in doubt', () => {
  const byCause: AvailabilitySums['byCause'] = [
    { cause: 'local-network', confirmedMs: 6, suspectedMs: 4 },
    { cause: 'mains-power', confirmedMs: 20, suspectedMs: 0 },
    { cause: null, confirmedMs: 0, suspectedMs: 5 },
    { cause: 'undetermined', confirmedMs: 1, suspectedMs: 2 },
  ];
  const measured = sums({ upMs: 90, downMs: 38, byCause });
  expect(underCauses(measured, ['local-network'])).toEqual({
    availability: 0.9,
    coverage: 1,
    upMs: 90,
    downMs: 10,
    blips: 0,
    doubtMs: 3,
  });
  expect(underCauses(measured, ['internet-line', 'dns'])).toMatchObject({ availability: 1, downMs: 0 });
  expect(underCauses(sums({ downMs: 35, byCause: [] }), ['dns']).availability).toBeNull();
  expect(underCauses({ ...measured, unknownMs: 1_000 }, ['local-network']).availability).toBeNull();
});

it('adds up several sites before it divides', () => {
  const both = addedUp([sums({ upMs: 50, downMs: 50, blips: 1 }), sums({ upMs: 300, unknownMs: 20, blips: 2 })]);
  expect(availabilityFigure(both)).toMatchObject({ availability: 350 / 400, coverage: 400 / 420, blips: 3 });
});
