import { ATTESTATION } from '@wardwatch/shared/model';
import { expect, test } from 'vitest';
import { confirmAttestation } from './attestation.ts';
import type { Shell } from './command.ts';

function shell(answer: string | undefined): { shell: Shell; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    shell: {
      env: { WARDWATCH_AGENT_ATTEST: '1', WARDWATCH_AGENT_ATTESTATION: '1' },
      out: (line) => lines.push(line),
      log: () => undefined,
      err: () => undefined,
      now: () => 0,
      ask: answer === undefined ? undefined : async () => answer,
      ended: () => new Promise(() => undefined),
    },
  };
}

test.each(['đồng ý', 'ĐỒNG Ý', 'dong y', ' Agree '])('takes "%s" for an answer', async (answer) => {
  const { shell: asked, lines } = shell(answer);
  expect(await confirmAttestation(asked, {})).toBe(ATTESTATION);
  expect(lines.join('\n')).toMatch(/bí mật nhà nước[^]*state secrets/);
});

test.each(['', 'y', 'yes', 'ok', 'không', 'disagree'])('takes "%s" for none', async (answer) => {
  await expect(confirmAttestation(shell(answer).shell, {})).rejects.toMatchObject({ code: 'not-attested' });
});

test('where nobody can be asked, --attest is needed and no variable stands for it', async () => {
  await expect(confirmAttestation(shell(undefined).shell, {})).rejects.toThrow(/--attest/);
  await expect(confirmAttestation(shell(undefined).shell, { attest: 'true' })).rejects.toThrow(/--attest/);
  const { shell: quiet, lines } = shell(undefined);
  expect(await confirmAttestation(quiet, { attest: true })).toBe(ATTESTATION);
  expect(lines.at(-1)).toContain('--attest');
});
