/** What the enrolment commands are made of, as the server gave it. */
export interface EnrolmentCode {
  code: string;
  serverUrl: string;
}

const FILE = 'wardwatch-agent.cjs';

/**
 * What keeps the command from working elsewhere: an address that means this machine only, or plain HTTP, which agents
 * refuse to anything but their own machine.
 */
export function commandLimit(serverUrl: string): 'only-here' | 'plain-only' | undefined {
  const { hostname, protocol } = new URL(serverUrl);
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return 'only-here';
  return protocol === 'http:' ? 'plain-only' : undefined;
}

/** Fetches the agent, enrols it and runs it, in a Linux shell; each step only after the one before succeeded. */
export function linuxCommand({ code, serverUrl }: EnrolmentCode): string {
  return [
    `curl -fsSLo ${FILE} ${serverUrl}/agent/download/${FILE}`,
    `node ${FILE} enrol --server ${serverUrl} --code ${code}`,
    `node ${FILE} run`,
  ].join(' && ');
}

/** The same in Windows PowerShell 5, which has no `&&`. */
export function windowsCommand({ code, serverUrl }: EnrolmentCode): string {
  return [
    `Invoke-WebRequest -UseBasicParsing ${serverUrl}/agent/download/${FILE} -OutFile ${FILE}`,
    `if ($?) { node ${FILE} enrol --server ${serverUrl} --code ${code}; if ($?) { node ${FILE} run } }`,
  ].join('; ');
}
