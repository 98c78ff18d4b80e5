import { dataFolder } from '../config.ts';
import { isEnrolled } from '../enrol.ts';
import { AgentError } from '../lib/errors.ts';
import { type AgentStatus, readRefusal, readStatus } from '../status.ts';
import { type Command, EXIT, text } from './command.ts';

/** A status older than this is of an agent that no longer runs: four pulses. */
const STALE_MS = 60_000;

/** `status`: what the running agent said last. */
export const statusCommand: Command = {
  summary: 'show how the running agent stands: connection, journal, facts',
  usage: 'status [options]',
  options: { json: { type: 'boolean', help: 'print JSON' } },
  notes:
    'Exit code 1 when no agent has written a status within the last minute, 6 when it does not run on this machine.',
  run: async (shell, given) => {
    const folder = dataFolder(text(given, 'data'), shell.env);
    if (!(await isEnrolled(folder)))
      throw new AgentError('not-enrolled', `${folder} is not enrolled; run \`wardwatch-agent enrol\``);
    const refusal = await readRefusal(folder);
    if (refusal) {
      if (given['json'] === true) shell.out(JSON.stringify({ isRunning: false, refusal }));
      else shell.out(`does not run since ${time(refusal.at)}: ${refusal.message}`);
      return EXIT.forbiddenNetwork;
    }
    const status = await readStatus(folder);
    if (!status) {
      shell.out(`no agent has run on ${folder} yet; start \`wardwatch-agent run\``);
      return EXIT.failure;
    }
    const isRunning = Math.abs(shell.now() - status.at) < STALE_MS;
    if (given['json'] === true) shell.out(JSON.stringify({ isRunning, ...status }));
    else for (const line of describeStatus(status, isRunning)) shell.out(line);
    return isRunning ? EXIT.ok : EXIT.failure;
  },
};

/** The status in words, a line each. */
function describeStatus(status: AgentStatus, isRunning: boolean): string[] {
  const { uplink, journal } = status;
  const rows: [string, string][] = [
    [
      'agent',
      `${status.agentId}, version ${status.version}, ${isRunning ? `process ${status.pid}` : `not running; last seen ${time(status.at)}`}`,
    ],
    ['server', `${status.server ?? 'none'}: ${uplink.state} since ${time(uplink.since)} (${uplink.transport})`],
    [
      'journal',
      `${journal.entries} entries to send, ${journal.bytes} bytes; ${journal.acknowledged} of ${journal.last} confirmed`,
    ],
  ];
  if (uplink.lastError !== null) rows.push(['last error', uplink.lastError]);
  if (uplink.nextAttemptAt !== null) rows.push(['next try', time(uplink.nextAttemptAt)]);
  if (journal.droppedMetrics + journal.droppedOthers + journal.lost > 0) {
    rows.push([
      'dropped',
      `${journal.droppedMetrics} metrics, ${journal.droppedOthers} others for lack of room, ${journal.lost} refused by the disk`,
    ]);
  }
  if (journal.lastError !== null) rows.push(['journal', `REFUSES: ${journal.lastError}`]);
  if (uplink.rejected > 0) rows.push(['rejected', `${uplink.rejected} entries, see the log`]);
  if (status.deniedTargets > 0) rows.push(['denied', `${status.deniedTargets} probes by local policy, see the log`]);
  for (const { fact, value, since, detail } of status.facts) {
    rows.push([fact, `${value ?? 'not measured'} since ${time(since)}${detail === undefined ? '' : ` (${detail})`}`]);
  }
  return rows.map(([name, value]) => `${name.padEnd(11)} ${value}`);
}

function time(at: number): string {
  return new Date(at).toISOString();
}
