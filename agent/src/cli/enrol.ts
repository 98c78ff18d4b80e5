import { dataFolder, loadConfig } from '../config.ts';
import { enrol } from '../enrol.ts';
import { AgentError } from '../lib/errors.ts';
import { jsonLogger } from '../log.ts';
import { type Command, EXIT, text } from './command.ts';

/** `enrol`: registers this machine with a server. */
export const enrolCommand: Command = {
  summary: 'register this machine with a server, with a one-time code from its console',
  usage: 'enrol --server URL --code CODE [options]',
  options: {
    server: { type: 'string', value: 'URL', help: 'address of the server: https://…' },
    code: { type: 'string', value: 'CODE', help: 'one-time code (console: Administration, Enrol a device)' },
    pin: {
      type: 'string',
      value: 'sha256:…',
      help: 'trust the certificate with this fingerprint, and no other authority',
    },
    name: { type: 'string', value: 'NAME', help: 'name to propose for this machine (default: its host name)' },
    replace: { type: 'boolean', help: 'give up the identity that this machine has' },
  },
  run: async (shell, given) => {
    const folder = dataFolder(text(given, 'data'), shell.env);
    const config = await loadConfig(folder, shell.env);
    const server = text(given, 'server') ?? config.server ?? undefined;
    const code = text(given, 'code');
    if (server === undefined || code === undefined) {
      throw new AgentError('config-invalid', 'enrol needs --server and --code; see `wardwatch-agent enrol --help`');
    }
    const answer = await enrol({
      dataFolder: folder,
      server,
      code,
      pin: text(given, 'pin') ?? config.pin ?? undefined,
      name: text(given, 'name'),
      replace: given['replace'] === true,
      log: jsonLogger('warn', (line) => shell.err(line.trimEnd()), shell.now),
    });
    shell.out(`enrolled as ${answer.agentId} at ${answer.siteName}`);
    shell.out(
      answer.status === 'pending'
        ? 'next: approve this machine in the console, and start `wardwatch-agent run`'
        : 'next: start `wardwatch-agent run`',
    );
    return EXIT.ok;
  },
};
