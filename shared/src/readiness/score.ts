import type { Judgement, Score } from '../api/index.ts';

/**
 * Criteria met, of those that count. What nothing is known of counts as not met: a site without data is not ready. Only
 * what does not apply is left out.
 */
export function scoreOf(judgements: readonly Pick<Judgement, 'result' | 'isMandatory'>[]): Score {
  const counted = judgements.filter(({ result }) => result !== 'not-applicable');
  const met = counted.filter(({ result }) => result === 'met');
  const mandatory = (list: typeof counted): number => list.filter(({ isMandatory }) => isMandatory).length;
  return {
    met: met.length,
    counted: counted.length,
    mandatoryMet: mandatory(met),
    mandatoryCounted: mandatory(counted),
  };
}

/** The ward's score: each criterion of each site counts once. */
export function sumScores(scores: readonly Score[]): Score {
  return scores.reduce(
    (sum, one) => ({
      met: sum.met + one.met,
      counted: sum.counted + one.counted,
      mandatoryMet: sum.mandatoryMet + one.mandatoryMet,
      mandatoryCounted: sum.mandatoryCounted + one.mandatoryCounted,
    }),
    { met: 0, counted: 0, mandatoryMet: 0, mandatoryCounted: 0 },
  );
}
