import { systemClock } from '../machine/system-clock.ts';
import * as linux from '../service/linux-service.ts';
import { runAll, type Step } from '../service/steps.ts';
import * as windows from '../service/windows-install.ts';
import { windowsPlaces } from '../service/windows-plan.ts';
import { AgentError } from '../lib/errors.ts';
import { isThere } from '../lib/files.ts';
import { endHolder, holderOf } from '../lock.ts';
import { leaveStopReason } from '../stop-reason.ts';
import { type Command, EXIT, type Shell } from './command.ts';
import { isAdministrator, runCall, runLater } from './system-calls.ts';

/** `uninstall`: takes the service, the program and its data off this machine. */
export const uninstallCommand: Command = {
  summary: 'remove the service, the program and its data from this machine',
  usage: 'uninstall [options]',
  options: { 'keep-data': { type: 'boolean', help: 'keep key, journal and options for a later install' } },
  notes: 'Needs root or an administrator. At a terminal it asks first. The server is told, where it can be reached.',
  run: async (shell, given) => {
    if (!(await isAdministrator())) {
      throw new AgentError('install-failed', 'this needs root (Linux) or an administrator (Windows)');
    }
    const keepData = given['keep-data'] === true;
    if (!(await isMeant(shell, keepData))) {
      shell.out('nothing was removed');
      return EXIT.failure;
    }
    shell.out('removes the Wardwatch agent:');
    const problems = await runAll(await stepsHere(shell, keepData), shell.out);
    if (problems.length === 0) shell.out('removed');
    for (const problem of problems) shell.err(`wardwatch-agent: not done: ${problem}`);
    return problems.length === 0 ? EXIT.ok : EXIT.failure;
  },
};

async function isMeant(shell: Shell, keepData: boolean): Promise<boolean> {
  if (!shell.ask) return true;
  const [vi, en] = keepData
    ? ['và giữ lại dữ liệu', 'keeping its data']
    : ['cùng khóa và nhật ký', 'with its key and journal'];
  const answer = await shell.ask(`Gỡ tác nhân ${vi}? Gõ "gỡ" / remove the agent ${en}? Type "remove": `);
  return ['gỡ', 'go', 'remove'].includes(answer.normalize('NFC').trim().toLowerCase());
}

async function stepsHere(shell: Shell, keepData: boolean): Promise<Step[]> {
  const common = { run: runCall, keepData, say: shell.out };
  if (process.platform === 'win32') {
    const leaveReason = (folder: string): Promise<void> => leaveStopReason(folder, 'uninstall');
    const places = windowsPlaces(shell.env);
    return windows.uninstallSteps({ ...common, places, clock: systemClock(), leaveReason, runLater });
  }
  return linux.uninstallSteps({ ...common, places: linux.linuxPlaces(), stopAgent });
}

/** Leaves word for the agent; ends it as well, unless it is a service that systemd ends. Whether one was there to hear. */
async function stopAgent(folder: string, isService: boolean): Promise<boolean> {
  if (!(await isThere(folder))) return false;
  // Whether the service runs is systemd's to know: the lock of a process in its own mount space cannot be told from here.
  if (isService) {
    await leaveStopReason(folder, 'uninstall');
    return true;
  }
  const clock = systemClock();
  if ((await holderOf(folder, clock)) === undefined) return false;
  await leaveStopReason(folder, 'uninstall');
  await endHolder(folder, clock);
  return true;
}
