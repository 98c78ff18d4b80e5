import type { Cause, Confidence, Verdict } from '../model/index.ts';
import * as device from './causes-of-devices.ts';
import { type Case, type Condition, withChain } from './cause-words.ts';
import * as site from './causes-of-sites.ts';
import * as other from './causes-of-others.ts';

/** One row: the first whose `when` gives evidence decides. */
export interface CauseRow {
  id: string;
  /** Subjects that it speaks of. */
  of: 'site' | 'power' | 'dns' | 'hub' | 'device' | 'service';
  cause: Cause;
  confidence: Confidence;
  when: Condition;
}
