import { type OwnProcess, startNode } from './processes.ts';

/** The agent's program, and how a test runs it: from the sources, in a data folder of its own. */
export const AGENT_SCRIPT = 'agent/src/main.ts';

/** Environment of an agent that may probe this machine and the test's own namespaces. */
export function agentEnvironment(dataFolder: string): Record<string, string> {
  return { WARDWATCH_AGENT_DATA: dataFolder, WARDWATCH_AGENT_DENY_TARGETS: '', WARDWATCH_AGENT_LOG_LEVEL: 'debug' };
}

/** Enrols a data folder with a code; fails with what the program printed. */
export async function enrolFolder(dataFolder: string, server: string, code: string): Promise<void> {
  await using enrol = startNode(
    AGENT_SCRIPT,
    ['enrol', '--attest', '--server', server, '--code', code],
    agentEnvironment(dataFolder),
  );
  const exit = await enrol.ended();
  if (exit !== 0) throw new Error(`enrol ended with ${exit}: ${enrol.lines.join('\n')}`);
}

/** Runs the agent as a process of its own. */
export function runAgent(dataFolder: string): OwnProcess {
  return startNode(AGENT_SCRIPT, ['run'], agentEnvironment(dataFolder));
}
