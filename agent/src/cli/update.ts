import path from 'node:path';
import { type Clock, pause } from '@wardwatch/shared/lib';
import { dataFolder, loadConfig } from '../config.ts';
import { pinnedCertificate } from '../enrol.ts';
import { AgentError, describeError } from '../lib/errors.ts';
import { isThere, readIfThere } from '../lib/files.ts';
import { jsonLogger } from '../log.ts';
import { systemClock } from '../machine/system-clock.ts';
import { mustRun } from '../service/call.ts';
import { LINUX_NAME, linuxPlaces } from '../service/linux-service.ts';
import { startCall, stateCall, stateOf, stopCall, windowsPlaces } from '../service/windows-plan.ts';
import { readStatus } from '../status.ts';
import { leaveStopReason } from '../stop-reason.ts';
import { download } from '../update/download.ts';
import { isWithin, parseHours } from '../update/hours.ts';
import { isBundleOf, judgeRelease, type Manifest, MAX_BUNDLE_BYTES } from '../update/release.ts';
import { applyUpdate, type Seen, switchBack } from '../update/switch.ts';
import type { ServerAccess } from '../uplink/http.ts';
import { checkServerUrl } from '../uplink/trust.ts';
import { AGENT_VERSION } from '../version.ts';
import { type Command, EXIT, type Shell, text } from './command.ts';
import { isAdministrator, runCall } from './system-calls.ts';

const MAX_RELEASE_BYTES = 16_384;
const ASK_MS = 500;
const MAX_ASKS = 60;

/** `update`: replaces the installed agent by the signed release that its server offers. */
export const updateCommand: Command = {
  summary: 'replace the installed agent by a newer, signed release from its server',
  usage: 'update [options]',
  options: {
    check: { type: 'boolean', help: 'only say what would be done' },
    back: { type: 'boolean', help: 'go back to the version before the last update' },
    scheduled: { type: 'boolean', help: 'do nothing outside of the hours in the option updateHours' },
  },
  notes:
    'A release counts only with the signature of the key that came with the download, so a server cannot make agents\n' +
    'run anything of its own. A version that the server does not welcome within two minutes is taken back.',
  run: async (shell, given) => {
    const folder = dataFolder(text(given, 'data'), shell.env);
    const program = path.dirname(process.execPath);
    if (given['scheduled'] === true && !(await isHour(shell, folder))) return EXIT.ok;
    if (given['check'] !== true && !(await isAdministrator())) {
      throw new AgentError('update-failed', 'this needs root (Linux) or an administrator (Windows)');
    }
    if (given['back'] === true) return goBack(shell, folder, program);
    const { access, manifest } = await offered(shell, folder, program);
    shell.out(`version ${manifest.version} is offered and signed; this is ${AGENT_VERSION}`);
    if (given['check'] === true) return EXIT.ok;
    await install(shell, { folder, program, access, manifest });
    shell.out(`version ${manifest.version} is in use; \`update --back\` goes back to ${AGENT_VERSION}`);
    return EXIT.ok;
  },
};

async function isHour(shell: Shell, folder: string): Promise<boolean> {
  const { updateHours } = await loadConfig(folder, shell.env);
  const hours = updateHours === null ? undefined : parseHours(updateHours);
  return hours !== undefined && isWithin(hours, new Date(shell.now()).getHours());
}

async function goBack(shell: Shell, folder: string, program: string): Promise<number> {
  await switchBack(program);
  await restarter(shell, folder)();
  shell.out('the version of before is in use');
  return EXIT.ok;
}

/** The release that the server offers, if it may be taken; throws `update-failed` with the reason where not. */
async function offered(shell: Shell, folder: string, program: string) {
  const publicKey = await readIfThere(path.join(program, 'release-key.pem'));
  if (publicKey === undefined) {
    throw new AgentError(
      'update-failed',
      `${program} has no release-key.pem: this download takes no updates. Uninstall with --keep-data and install the new download`,
    );
  }
  const access = await serverAccess(shell, folder);
  const verdict = judgeRelease(await fetchRelease(access), publicKey, AGENT_VERSION);
  if (!verdict.ok) throw new AgentError('update-failed', `no update: ${verdict.problem}`);
  return { access, manifest: verdict.manifest };
}

async function serverAccess(shell: Shell, folder: string): Promise<ServerAccess> {
  const config = await loadConfig(folder, shell.env);
  const server = config.server === null ? undefined : checkServerUrl(config.server);
  if (!server?.ok) throw new AgentError('not-enrolled', `${folder} is not enrolled, so there is no server to ask`);
  const log = jsonLogger('warn', (line) => shell.err(line.trimEnd()), shell.now);
  // Only what is at hand: a certificate that root fetched and wrote here could not be read by the agent's own user.
  const ca = await pinnedCertificate(folder, server.url, null, log);
  return { server: server.url, ca, agentVersion: AGENT_VERSION };
}

async function fetchRelease(access: ServerAccess): Promise<unknown> {
  try {
    return JSON.parse((await download('release.json', access, MAX_RELEASE_BYTES)).toString('utf8'));
  } catch (error) {
    throw new AgentError('update-failed', `no update: ${access.server.host} offers none (${describeError(error)})`, {
      cause: error,
    });
  }
}

async function install(
  shell: Shell,
  update: { folder: string; program: string; access: ServerAccess; manifest: Manifest },
): Promise<void> {
  const { folder, program, access, manifest } = update;
  const bundle = await download(manifest.fileName, access, MAX_BUNDLE_BYTES);
  if (!isBundleOf(manifest, bundle)) {
    throw new AgentError('update-failed', `${manifest.fileName} is not the file that was signed; nothing was changed`);
  }
  await applyUpdate({
    folder: program,
    bundle,
    version: manifest.version,
    restart: restarter(shell, folder),
    seen: () => lastSeen(folder),
    clock: systemClock(),
    say: shell.out,
  });
}

async function lastSeen(folder: string): Promise<Seen | undefined> {
  const status = await readStatus(folder);
  return status && { at: status.at, version: status.version, isWelcomed: status.uplink.state === 'welcomed' };
}

/** Restarts the service of this system; the agent says goodbye with the reason "update". */
function restarter(shell: Shell, folder: string): () => Promise<void> {
  return async () => {
    await leaveStopReason(folder, 'update');
    if (process.platform === 'win32') return restartWindows(shell, systemClock());
    if (!(await isThere(linuxPlaces().booted))) {
      throw new AgentError('update-failed', 'systemd does not run here, so the service cannot be restarted');
    }
    await mustRun(runCall, { program: 'systemctl', args: ['restart', LINUX_NAME] });
  };
}

async function restartWindows(shell: Shell, clock: Clock): Promise<void> {
  const places = windowsPlaces(shell.env);
  await runCall(stopCall(places));
  for (let n = 0; n < MAX_ASKS && stateOf((await runCall(stateCall(places))).output) !== 1; n++) {
    await pause(clock, ASK_MS);
  }
  await mustRun(runCall, startCall(places));
}
