import { startAgent } from '../agent.ts';
import { dataFolder, loadConfig } from '../config.ts';
import { AgentError } from '../lib/errors.ts';
import { jsonLogger } from '../log.ts';
import { thisMachine } from '../machine/machine.ts';
import { forgetStopReason, takeStopReason } from '../stop-reason.ts';
import { type Command, EXIT, text } from './command.ts';

/** `run`: measures and reports until told to end. */
export const runCommand: Command = {
  summary: 'measure and report until stopped (SIGTERM or Ctrl-C)',
  usage: 'run [options]',
  options: {},
  notes: 'The log goes to standard output, one JSON object a line. Options come from agent.json and WARDWATCH_AGENT_*.',
  run: async (shell, given) => {
    const folder = dataFolder(text(given, 'data'), shell.env);
    const config = await loadConfig(folder, shell.env);
    const log = jsonLogger(config.logLevel, shell.log, shell.now);
    await forgetStopReason(folder);
    const agent = await startAgent({ dataFolder: folder, config, log });
    const end = await Promise.race([shell.ended(), agent.refused]);
    if (end instanceof AgentError) throw end;
    log.info('stopping', { signal: end });
    await agent.stop(await takeStopReason(folder, thisMachine()));
    return EXIT.ok;
  },
};
