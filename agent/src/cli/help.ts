import { COMMON, type Command, type Option } from './command.ts';

/** Help for the whole program. */
export function programHelp(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`);
  return [
    'Wardwatch agent: reports connectivity, power and health of this machine.',
    '',
    'usage: wardwatch-agent COMMAND [options]',
    '',
    ...rows,
    '  help      show this help',
    '',
    '`wardwatch-agent COMMAND --help` says more; `--version` prints the version.',
    'exit codes: 0 ok, 1 failure, 2 usage, 3 not enrolled, 4 refused by the server, 5 data folder unusable,',
    '            6 touches a forbidden network, 7 not confirmed',
  ].join('\n');
}

/** Help for one command. */
export function commandHelp(command: Command): string {
  const rows = Object.entries({ ...command.options, ...COMMON }).map(([name, option]) => optionRow(name, option));
  const notes = command.notes === undefined ? [] : ['', command.notes];
  return [`usage: wardwatch-agent ${command.usage}`, '', command.summary, '', ...rows, ...notes].join('\n');
}

function optionRow(name: string, { value, help }: Option): string {
  return `  ${`--${name}${value === undefined ? '' : ` ${value}`}`.padEnd(24)} ${help}`;
}
