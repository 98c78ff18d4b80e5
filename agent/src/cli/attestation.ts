import { ATTESTATION } from '@wardwatch/shared/model';
import { AgentError } from '../lib/errors.ts';
import type { GivenOptions, Option, Shell } from './command.ts';

/** What a person confirms; number `ATTESTATION`. Another wording is another number. */
const STATEMENT = [
  'Máy này KHÔNG dùng để soạn thảo, lưu giữ bí mật nhà nước, KHÔNG thuộc mạng LAN độc lập, KHÔNG kết nối mạng truyền',
  'số liệu chuyên dùng, và không phải thiết bị cơ yếu hay của hệ thống công an.',
  '',
  'This machine is NOT used to draft or keep state secrets, belongs to NO stand-alone LAN, is NOT connected to the',
  'dedicated government network, and is neither a cipher device nor part of a police system.',
];

/** Answers that confirm; a bare "y" does not, since it is typed without reading. */
const CONFIRMING = new Set(['dong y', 'đồng ý', 'agree']);

/** The option of commands that enrol. */
export const ATTEST_OPTION: Option = {
  type: 'boolean',
  help: 'confirm the statement about state secrets where nobody can be asked',
};

/**
 * Has a person confirm the statement: by the answer at the terminal, or by `--attest`. Nothing else counts, no variable
 * and no option file. Gives back the number of the statement; throws `not-attested`.
 */
export async function confirmAttestation(shell: Shell, given: GivenOptions): Promise<number> {
  for (const line of STATEMENT) shell.out(line);
  if (given['attest'] === true) {
    shell.out('Đã xác nhận bằng --attest / confirmed by --attest.');
    return ATTESTATION;
  }
  if (!shell.ask) {
    throw new AgentError(
      'not-attested',
      'the statement above must be confirmed and there is no terminal to ask at: read it, and run again with --attest if it holds. Nothing was sent',
    );
  }
  const answer = await shell.ask('Gõ "đồng ý" để xác nhận / type "agree" to confirm: ');
  if (CONFIRMING.has(answer.normalize('NFC').trim().toLowerCase())) return ATTESTATION;
  throw new AgentError(
    'not-attested',
    'not confirmed, so nothing was sent and nothing is installed. A machine for which the statement does not hold must not be watched',
  );
}
