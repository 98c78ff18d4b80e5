import type { Messages } from '../vi.ts';

/** What an officer confirms before a machine is watched. */
export const attestation: Messages['attestation'] = {
  legend: 'Confirmation about state secrets',
  lead: 'This device:',
  points: [
    'is not used to draft or keep state secrets;',
    'belongs to no stand-alone LAN;',
    'is not connected to the dedicated government data network;',
    'is neither a cipher device nor part of a police system.',
  ],
  tick: 'I have checked and confirm all of this',
  hint: 'Your name and the time of this confirmation are kept in the audit log. If you are not sure, do not enrol this device.',
  mistake: 'Check the device, then tick the confirmation. Nothing goes on without it.',
};

/** Wi-Fi points that report by a script. */
export const points: Messages['points'] = {
  tabs: 'What is to be enrolled',
  tabMachine: 'Computer',
  tabPoint: 'Wi-Fi point',
  stepPoint: 'Add a Wi-Fi point',
  intro: 'For routers and access points that cannot run the agent. The device itself sends one signal a minute.',
  name: 'Name of the Wi-Fi point',
  nameHint: 'Such as: Wi-Fi of cultural house 5.',
  kind: 'Kind of device',
  platform: 'System of the device',
  platforms: {
    openwrt: 'OpenWrt',
    mikrotik: 'MikroTik (RouterOS)',
    curl: 'Other with curl',
    powershell: 'Windows PowerShell',
  },
  create: 'Add the Wi-Fi point',
  stepScript: 'Install the script on the device',
  keyOnce: 'The key is in the script and is shown only now. After leaving this page a new key is needed.',
  keyLeave: 'The key is shown only this once.',
  script: 'Script',
  download: (file) => `Download ${file}`,
  steps: 'How to install',
  stepsOf: {
    openwrt: [
      'Download the file, copy it to /usr/bin/wardwatch-push of the device (by scp) and make it executable: chmod 700.',
      'Let cron run it every minute by the lines at the top of the file.',
      'Run it once: wardwatch-push; echo $? must print 0.',
    ],
    mikrotik: [
      'The device needs a root certificate to verify the server; how to load it stands at the top of the file.',
      'Download the file and drag it into Files of Winbox or WebFig.',
      'Open New Terminal and type: /import file-name=wardwatch-push.rsc. It makes its own schedule of one minute.',
    ],
    curl: [
      'Save the file on the device as /usr/local/bin/wardwatch-push, for its owner only: chmod 700.',
      'Let cron run it every minute; the line stands at the top of the file.',
      'Run it once: wardwatch-push; echo $? must print 0.',
    ],
    powershell: [
      'Make the folder C:\\Program Files\\WardwatchPush by the commands at the top of the file, and copy the file there.',
      'In the same window, opened as administrator, run the schtasks command at the top of the file.',
      'Try it by the command at the top of the file; no error message means that it works.',
    ],
  },
  stepWait: 'Wait for the first signal',
  waiting: 'Waiting for the first signal… This page updates by itself.',
  arrived: (name) => `“${name}” has sent its first signal.`,
  another: 'Add another Wi-Fi point',
  mistakes: {
    site: 'Choose a site. A new one is added under Computer.',
    name: 'Enter a name of 1 to 120 characters.',
  },
  section: 'Heartbeat',
  lastPush: 'Last signal',
  never: 'Never yet',
  every: 'Sent every',
  restarts: 'Restarts seen',
  model: 'Model',
  keyCreated: 'Key made',
  late: (duration) => `Late: no signal for ${duration}.`,
  oldKey: (when) => `A device still sends with an old key (last ${when}). Install the newest script on it.`,
  newKey: 'New key',
  newKeyTitle: 'Make a new key for this Wi-Fi point?',
  newKeyText: 'The old key ends at once. The new script must be installed on the device.',
  newKeyDone: 'There is a new key. The old one no longer works.',
};

/** Packages of the agent. */
export const downloads: Messages['downloads'] = {
  platforms: {
    'windows-x64': 'Windows',
    'linux-x64': 'Linux (Intel, AMD)',
    'linux-arm64': 'Linux (ARM 64-bit)',
    any: 'Trial (with Node.js)',
  },
  file: 'Package',
  download: (file, size) => `Download ${file} (${size})`,
  checksum: 'SHA-256 checksum',
  version: (version) => `version ${version}`,
  hintLinux:
    'Open a terminal on the machine, paste the command and press Enter. It downloads the package, checks its SHA-256, and installs it as a service.',
  hintWindows:
    'On the machine, open PowerShell with “Run as administrator”, paste the command and press Enter. It downloads the package, checks its SHA-256, and installs it as a service.',
  hintAny: 'Only for a trial in a Linux terminal, not installed as a service. The machine needs Node.js 24.',
  asks: 'The machine will ask for the confirmation about state secrets; whoever sits there must answer it.',
  notBuilt:
    'The server has no package for this system yet. Whoever runs the server builds it with this command, in the folder of the program:',
  notBuiltElse: 'Meanwhile, a machine with Node.js can use “Trial (with Node.js)”.',
};
