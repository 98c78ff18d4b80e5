/** What the enrolment commands are made of, as the server gave it. */
export interface EnrolmentCode {
  code: string;
  serverUrl: string;
}

const FILE = 'wardwatch-agent.cjs';

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
