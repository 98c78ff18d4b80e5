import type { Clock } from '@wardwatch/shared/lib';
import type { Store } from '../store/store.ts';
import type { HttpContext } from './route.ts';

/** Writes a person's change into the audit log; details never hold a secret. */
export type Audit = (
  context: HttpContext,
  action: string,
  subject: string,
  details: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** The audit log for the routes of a server. */
export function auditOf({ store, clock }: { store: Store; clock: Clock }): Audit {
  return (context, action, subject, details) =>
    store.audit.add({ at: clock.now(), by: context.get('person').id, action, subject, details });
}
