import type { Messages } from '../vi.ts';

/** The page that says what is collected, without its sentences, which are loaded with it. */
export const collects: Messages['collects'] = {
  title: 'What the agent collects',
  intro:
    'Everything that leaves a machine is in the list below. It is made from the very schemas that the server checks by: what is not in the list is not taken.',
  neverTitle: 'Never collected',
  never: [
    'User names, accounts, e-mail.',
    'Window titles, running programs, files, screenshots, key strokes, location.',
    'Web pages visited, names looked up, anything sent over the network.',
    'Hardware addresses, phone numbers or identities of whoever uses the Wi-Fi; there is one count and nothing else.',
    'Other devices on the network: no scanning, no listening. Only addresses that an administrator named and the machine allows are looked at.',
  ],
  alsoTitle: 'What the server cannot do',
  also: [
    'Run commands, see the screen or fetch files: the agent has no such function and opens no port.',
    'Be on machines with state secrets, a stand-alone LAN or the dedicated government network: somebody responsible must confirm that first.',
  ],
  field: 'Field',
  choices: (words) => `Values: ${words}`,
  notNamed: 'A new field without an explanation yet.',
  count: (n) => `${n} ${n === '1' ? 'item' : 'items'}`,
  removal: 'The agent is removed by one command and leaves nothing behind.',
  footer: 'Footer',
};
