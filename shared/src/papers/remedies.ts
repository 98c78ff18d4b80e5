import type { CriterionResult, EquipmentKind, SiteKind } from '../model/index.ts';

/** An item of the price list that helps to meet a criterion. */
export interface Remedy {
  priceId: string;
  /** How many: one a site (the usual), or one for each piece that lacks it. */
  per?: 'site' | 'piece';
  /** Kinds of sites that it fits; all where absent. */
  kinds?: readonly SiteKind[];
  /** Results that ask for it; not met and partly met where absent. */
  results?: readonly CriterionResult[];
  /** Not asked for where this other criterion has this result: what closes that one closes both, or is there already. */
  unless?: { criterionId: string; result: CriterionResult };
}

/**
 * Items that a request starts with, by criterion; none where money is not what is lacking. A house is equipped as one
 * pack: subscription and its installation, access point, UPS, work; fee and power of each month beside it.
 */
export const REMEDIES: Record<string, readonly Remedy[]> = {
  'RC-N1': [{ priceId: 'B08' }],
  'RC-N2': [
    { priceId: 'B04', unless: { criterionId: 'RC-N3', result: 'met' } },
    { priceId: 'B26', unless: { criterionId: 'RC-N3', result: 'met' } },
  ],
  'RC-N3': [{ priceId: 'B04' }, { priceId: 'B26' }],
  'RC-N4': [],
  'RC-N5': [],
  'RC-P1': [
    { priceId: 'B12', kinds: ['headquarters'], results: ['not-met'] },
    { priceId: 'B11', kinds: ['one-stop-centre'], results: ['not-met'] },
    { priceId: 'B14', results: ['partly'] },
  ],
  'RC-P2': [{ priceId: 'B14', unless: { criterionId: 'RC-P1', result: 'not-met' } }],
  'RC-P3': [{ priceId: 'B20' }],
  'RC-P4': [{ priceId: 'B15', kinds: ['headquarters'] }],
  'RC-S1': [
    { priceId: 'B09', kinds: ['headquarters'] },
    { priceId: 'B10', kinds: ['headquarters'] },
  ],
  'RC-S2': [{ priceId: 'B22', per: 'piece' }],
  'RC-S3': [],
  'RC-S4': [],
  'RC-S5': [],
  'RC-S6': [],
  'RC-S7': [],
  'RC-E1': [{ priceId: 'B16', per: 'piece' }],
  'RC-H1': [],
  'RC-H2': [{ priceId: 'B01' }, { priceId: 'B02' }],
  'RC-H3': [{ priceId: 'B05' }, { priceId: 'B11' }, { priceId: 'B23' }, { priceId: 'B24' }],
  'RC-H4': [{ priceId: 'B18' }],
  'RC-H5': [],
};

/** Equipment that closes a criterion: where it is paid for or being installed, it is not asked for again. */
export const UNDER_WAY: Record<string, readonly EquipmentKind[]> = {
  'RC-N2': ['backup-line'],
  'RC-N3': ['backup-line'],
  'RC-P1': ['ups'],
  'RC-P2': ['ups'],
  'RC-P3': ['surge-protection'],
  'RC-P4': ['generator'],
  'RC-S1': ['firewall'],
  'RC-S2': ['software'],
  'RC-E1': ['computer', 'laptop'],
};
