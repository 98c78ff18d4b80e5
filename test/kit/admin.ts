import type { RunningServer } from '@wardwatch/server';
import { ATTESTATION } from '@wardwatch/shared/model';

/** The administrator of tests and of `pnpm dev`: nobody real. */
export const ADMIN = { name: 'Nguyễn Văn A', password: 'một mật khẩu thử nghiệm' };

/** The confirmation that a test or `pnpm dev` gives for its own machines. */
export const ATTESTED_BY_TEST = { statement: ATTESTATION, by: 'person_test' };

/** Makes the first administrator where there is none, by the link that the server would print. */
export async function makeAdmin({ setupUrl }: RunningServer): Promise<void> {
  if (setupUrl === undefined) return;
  const { origin, hash } = new URL(setupUrl);
  const response = await fetch(`${origin}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.replace('#token=', ''), ...ADMIN }),
  });
  if (!response.ok) throw new Error(`set-up: ${response.status} ${await response.text()}`);
}
