import type { DownloadRow } from '@wardwatch/shared/api';

/** What the enrolment commands are made of, as the server gave it. */
export interface EnrolmentCode {
  code: string;
  serverUrl: string;
}

/** A package as the commands need it. */
export type Package = Pick<DownloadRow, 'fileName' | 'sha256'>;

const BUNDLE = 'wardwatch-agent.cjs';

/**
 * What keeps the command from working elsewhere: an address that means this machine only, or plain HTTP, which agents
 * refuse to anything but their own machine.
 */
export function commandLimit(serverUrl: string): 'only-here' | 'plain-only' | undefined {
  const { hostname, protocol } = new URL(serverUrl);
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return 'only-here';
  return protocol === 'http:' ? 'plain-only' : undefined;
}

/** Where a file of the agent is fetched from. */
export function downloadUrl(serverUrl: string, fileName: string): string {
  return `${serverUrl}/agent/download/${fileName}`;
}

/** Fetches the package, verifies it and installs it as a service, in a Linux shell; each step only after the one before. */
export function linuxInstall({ code, serverUrl }: EnrolmentCode, { fileName, sha256 }: Package): string {
  return [
    `curl -fsSLO ${downloadUrl(serverUrl, fileName)}`,
    `echo "${sha256}  ${fileName}" | sha256sum -c -`,
    `tar xzf ${fileName}`,
    `cd ${folderOf(fileName)}`,
    `sudo ./wardwatch-agent install --server ${serverUrl} --code ${code}`,
  ].join(' && ');
}

/**
 * The same in an administrator's Windows PowerShell 5, which has no `&&`: within the block the first error ends it. An
 * administrator's window starts in a system folder, hence the change of folder.
 */
export function windowsInstall({ code, serverUrl }: EnrolmentCode, { fileName, sha256 }: Package): string {
  const steps = [
    `$ErrorActionPreference = 'Stop'`,
    `$ProgressPreference = 'SilentlyContinue'`,
    `Set-Location $env:TEMP`,
    `Invoke-WebRequest -UseBasicParsing ${downloadUrl(serverUrl, fileName)} -OutFile ${fileName}`,
    `if ((Get-FileHash ${fileName} -Algorithm SHA256).Hash -ne '${sha256}') { throw 'SHA-256' }`,
    `Expand-Archive ${fileName} . -Force`,
    `Set-Location ${folderOf(fileName)}`,
    `.\\wardwatch-agent.cmd install --server ${serverUrl} --code ${code}`,
  ];
  return `& { ${steps.join('; ')} }`;
}

/** Fetches the bare agent, enrols it and runs it where Node.js is: for a trial. */
export function trialCommand({ code, serverUrl }: EnrolmentCode): string {
  return [
    `curl -fsSLo ${BUNDLE} ${downloadUrl(serverUrl, BUNDLE)}`,
    `node ${BUNDLE} enrol --server ${serverUrl} --code ${code}`,
    `node ${BUNDLE} run`,
  ].join(' && ');
}

/** The folder that a package unpacks into has its name. */
function folderOf(fileName: string): string {
  return fileName.replace(/\.(tar\.gz|zip)$/, '');
}
