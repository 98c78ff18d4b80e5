import { startAgent } from '../agent.ts';
import { dataFolder, loadConfig } from '../config.ts';
import { AgentError } from '../lib/errors.ts';
import { RotatingFile } from '../lib/rotating-file.ts';
import { jsonLogger } from '../log.ts';
import { thisMachine } from '../machine/machine.ts';
import { systemClock } from '../machine/system-clock.ts';
import { windowsServiceManager } from '../service/scm.ts';
import { runService, type ServiceOrders } from '../service/windows-service.ts';
import { WINDOWS_NAME } from '../service/windows-plan.ts';
import { forgetStopReason, takeStopReason } from '../stop-reason.ts';
import { type Command, EXIT, EXIT_FOR, type GivenOptions, type Shell, text } from './command.ts';
import path from 'node:path';

/** Exit codes after which only a person can help; Windows is not to start the service again for them. */
const FINAL = new Set<number>([EXIT.usage, EXIT.notEnrolled, EXIT.forbiddenNetwork, EXIT.notAttested]);
/** Where the system does not tell that it woke up: awake for so long after an announced sleep means that it did. */
const AWAKE_MS = 60_000;

/** `service`: what Windows' service manager runs; of no use to a person. */
export const serviceCommand: Command = {
  summary: 'run as the Windows service (started by Windows alone)',
  usage: 'service [options]',
  options: {},
  notes: 'The log goes to agent.log in the data folder, one JSON object a line; agent.log.1 is the part before.',
  run: async (shell, given) => {
    const manager = await windowsServiceManager();
    const isFinal = (code: number): boolean => FINAL.has(code);
    const code = await runService({ name: WINDOWS_NAME, manager, isFinal }, (orders) => serve(shell, given, orders));
    if (code === undefined) {
      throw new AgentError('config-invalid', 'this command is for the service manager of Windows; use `run` instead');
    }
    return code;
  },
};

/** Runs agents until the manager orders the end: one until the machine sleeps, the next from its waking on. */
async function serve(shell: Shell, given: GivenOptions, orders: ServiceOrders): Promise<number> {
  const folder = dataFolder(text(given, 'data'), shell.env);
  const file = new RotatingFile(path.join(folder, 'agent.log'));
  try {
    const config = await loadConfig(folder, shell.env);
    const log = jsonLogger(config.logLevel, (line) => file.write(line), shell.now);
    await forgetStopReason(folder);
    for (;;) {
      const agent = await startAgent({ dataFolder: folder, config, log });
      const end = await Promise.race([orders.nextBut('resume'), agent.refused]);
      if (end instanceof AgentError) throw end;
      log.info('stopping', { order: end });
      await agent.stop(end === 'stop' ? await takeStopReason(folder, thisMachine()) : end);
      if (end !== 'sleep' || (await waking(orders)) !== 'resume') return EXIT.ok;
    }
  } catch (error) {
    const code = error instanceof AgentError ? EXIT_FOR[error.code] : EXIT.failure;
    const message = error instanceof Error ? error.message : String(error);
    file.write(
      `${JSON.stringify({ at: new Date(shell.now()).toISOString(), level: 'error', event: 'ended', code, message })}\n`,
    );
    return code;
  }
}

/** What ends the sleep: the manager's word, or time that passes, which it does only while awake. */
async function waking(orders: ServiceOrders): Promise<string> {
  const awake = new Promise<'resume'>((resolve) => systemClock().after(AWAKE_MS, () => resolve('resume')));
  return Promise.race([orders.next(), awake]);
}
