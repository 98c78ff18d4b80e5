import path from 'node:path';
import { isEnrolled } from '../enrol.ts';
import { AgentError } from '../lib/errors.ts';
import * as linux from '../service/linux-service.ts';
import { runSteps, type Step } from '../service/steps.ts';
import { windowsPlaces } from '../service/windows-plan.ts';
import * as windows from '../service/windows-install.ts';
import { confirmAttestation } from './attestation.ts';
import { type Command, EXIT, type GivenOptions, type Shell, text } from './command.ts';
import { ENROL_OPTIONS, enrolAsGiven, neededToEnrol } from './enrol.ts';
import { isAdministrator, runCall } from './system-calls.ts';

/** `install`: makes a service of the unpacked download. */
export const installCommand: Command = {
  summary: 'install the unpacked download as a service of this machine, and register it',
  usage: 'install --server URL --code CODE [options]',
  options: ENROL_OPTIONS,
  notes:
    'Needs root or an administrator. Asks for a confirmation first; where there is no terminal, --attest gives it.\n' +
    'A data folder that was kept and is registered already is used again, without a code.',
  run: async (shell, given) => {
    if (!(await isAdministrator())) {
      throw new AgentError('install-failed', 'this needs root (Linux) or an administrator (Windows)');
    }
    const plan = process.platform === 'win32' ? windowsPlan : linuxPlan;
    const { steps, next } = await plan(shell, given, path.dirname(process.execPath));
    shell.out('installs the Wardwatch agent:');
    await runSteps(steps, shell.out);
    shell.out(next);
    return EXIT.ok;
  },
};

interface Plan {
  steps: Step[];
  /** What the person does next. */
  next: string;
}

async function linuxPlan(shell: Shell, given: GivenOptions, from: string): Promise<Plan> {
  const places = linux.linuxPlaces();
  refuse(await linux.whyNotInstall({ places, from }));
  const enrol = await enrolment(shell, given, places.data);
  const steps = await linux.installSteps({ places, from, run: runCall, enrol, say: shell.out });
  const isStarted = steps.some(({ what }) => what === 'starts it');
  const start = `systemd does not run here, so nothing was started; it starts with the machine, or by hand: ${places.program}/wardwatch-agent run`;
  return { steps, next: isStarted ? `installed; see ${places.program}/wardwatch-agent status` : start };
}

async function windowsPlan(shell: Shell, given: GivenOptions, from: string): Promise<Plan> {
  const places = windowsPlaces(shell.env);
  const options = { places, from, run: runCall, enrol: undefined, say: shell.out };
  refuse(await windows.whyNotInstall(options));
  const enrol = await enrolment(shell, given, places.data);
  return {
    steps: windows.installSteps({ ...options, enrol }),
    next: `installed; see "${places.program}\\wardwatch-agent.cmd" status`,
  };
}

/** The person is asked before anything is changed; a folder that is registered already needs neither code nor answer. */
async function enrolment(
  shell: Shell,
  given: GivenOptions,
  data: string,
): Promise<((folder: string) => Promise<string>) | undefined> {
  if (text(given, 'code') === undefined && (await isEnrolled(data))) return undefined;
  await neededToEnrol(shell, given, data);
  const attestation = await confirmAttestation(shell, given);
  return async (folder) => {
    const { agentId, siteName, status } = await enrolAsGiven(shell, given, { folder, attestation });
    const approval = status === 'pending' ? '; a person approves it in the console next' : '';
    return `registered as ${agentId} at ${siteName}${approval}`;
  };
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new AgentError('install-failed', problem);
}
