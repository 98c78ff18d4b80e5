import * as v from 'valibot';
import { plainText } from './text.ts';
import { instant } from './time.ts';

const answer = v.nullable(v.boolean());
const days = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000)));
const count = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000)));

/**
 * What a security checklist asks of a machine; null is "the system does not tell", never "no". Nothing about people:
 * no user, no program, no file, no serial number.
 */
export const posture = v.object({
  /** `Windows 11 Pro 24H2 (26100)`, `Debian GNU/Linux 12`. */
  osName: v.nullable(plainText(120)),
  /** Last day of the maker's support, where this build knows it. */
  osSupportEndsAt: v.nullable(instant),
  /** Updates that wait to be installed, and security updates among them. */
  updatesPending: count,
  securityUpdatesPending: count,
  /** Days since an update was installed last. */
  lastUpdateDays: days,
  rebootPending: answer,
  antivirusOn: answer,
  /** Name of the product, where the system tells. */
  antivirusName: v.nullable(plainText(80)),
  /** Age of its signatures. */
  antivirusSignatureDays: days,
  firewallOn: answer,
  /** Whether the disk of the system is encrypted. */
  diskEncrypted: answer,
  /** Whether the disks report that they are sound (SMART); false where one of them does not. */
  disksHealthy: answer,
  clockSynced: answer,
  /** Size of memory in bytes, and age of the machine's firmware in days: what a minimum asks for. */
  memoryBytes: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  firmwareDays: days,
});
export type Posture = v.InferOutput<typeof posture>;
