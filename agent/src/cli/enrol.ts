import type { EnrolResponse } from '@wardwatch/shared/protocol';
import { dataFolder, loadConfig, readForbidden } from '../config.ts';
import { enrol } from '../enrol.ts';
import { AgentError } from '../lib/errors.ts';
import { jsonLogger } from '../log.ts';
import { ATTEST_OPTION, confirmAttestation } from './attestation.ts';
import { type Command, EXIT, type GivenOptions, type Option, type Shell, text } from './command.ts';

/** Options of commands that enrol. */
export const ENROL_OPTIONS: Readonly<Record<string, Option>> = {
  server: { type: 'string', value: 'URL', help: 'address of the server: https://…' },
  code: { type: 'string', value: 'CODE', help: 'one-time code (console: Administration, Enrol a device)' },
  pin: {
    type: 'string',
    value: 'sha256:…',
    help: 'trust the certificate with this fingerprint, and no other authority',
  },
  name: { type: 'string', value: 'NAME', help: 'name to propose for this machine (default: its host name)' },
  forbid: {
    type: 'string',
    value: 'LIST',
    help: 'networks this machine must not touch: 10.20.0.0/16,adapter:NAME',
  },
  attest: ATTEST_OPTION,
};

/** Enrols into a data folder as the options say. The number of the confirmed statement comes from `confirmAttestation`. */
export async function enrolAsGiven(
  shell: Shell,
  given: GivenOptions,
  { folder, attestation }: { folder: string; attestation: number },
): Promise<EnrolResponse> {
  const { config, server, code } = await neededToEnrol(shell, given, folder);
  const forbid = readForbidden(text(given, 'forbid') ?? '');
  return enrol({
    dataFolder: folder,
    server,
    code,
    pin: text(given, 'pin') ?? config.pin ?? undefined,
    name: text(given, 'name'),
    replace: given['replace'] === true,
    attestation,
    forbidden: [...new Set([...config.forbidden, ...forbid])],
    log: jsonLogger('warn', (line) => shell.err(line.trimEnd()), shell.now),
  });
}

/** What enrolling needs; throws `config-invalid` where it was not given. Looked at before a person is asked anything. */
export async function neededToEnrol(shell: Shell, given: GivenOptions, folder: string) {
  const config = await loadConfig(folder, shell.env);
  const server = text(given, 'server') ?? config.server ?? undefined;
  const code = text(given, 'code');
  if (server === undefined || code === undefined) {
    throw new AgentError('config-invalid', '--server and --code are needed; see `wardwatch-agent enrol --help`');
  }
  return { config, server, code };
}

/** `enrol`: registers this machine with a server. */
export const enrolCommand: Command = {
  summary: 'register this machine with a server, with a one-time code from its console',
  usage: 'enrol --server URL --code CODE [options]',
  options: {
    ...ENROL_OPTIONS,
    replace: { type: 'boolean', help: 'give up the identity that this machine has' },
  },
  notes: 'Asks for a confirmation first; where there is no terminal, --attest gives it.',
  run: async (shell, given) => {
    const folder = dataFolder(text(given, 'data'), shell.env);
    await neededToEnrol(shell, given, folder);
    const attestation = await confirmAttestation(shell, given);
    const answer = await enrolAsGiven(shell, given, { folder, attestation });
    shell.out(`enrolled as ${answer.agentId} at ${answer.siteName}`);
    shell.out(
      answer.status === 'pending'
        ? 'next: approve this machine in the console, and start `wardwatch-agent run`'
        : 'next: start `wardwatch-agent run`',
    );
    return EXIT.ok;
  },
};
