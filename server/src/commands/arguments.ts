/** What the command line asks for. */
export type Command =
  | { name: 'serve' }
  | { name: 'recompute-check' }
  | { name: 'recompute'; force: boolean }
  | { name: 'export-evidence'; folder: string };

/** The command line in short. */
export const USAGE = `node src/main.ts                          runs the server
node src/main.ts recompute --check        derives the ledger anew from the journals and compares; changes nothing
node src/main.ts recompute [--force]      has every site judged anew, and says what changed; stop the server first
node src/main.ts export-evidence FOLDER   writes the ledger with its proofs and a verifier into an empty folder
All of them take their settings from the same environment variables.`;

/** The command, or undefined where it is not understood. */
export function parseArguments(args: readonly string[]): Command | undefined {
  const [name, option, ...more] = args;
  if (more.length > 0) return undefined;
  switch (name) {
    case undefined:
      return { name: 'serve' };
    case 'recompute':
      return recomputeCommand(option);
    case 'export-evidence':
      return option === undefined || option.startsWith('-') ? undefined : { name, folder: option };
    default:
      return undefined;
  }
}

function recomputeCommand(option: string | undefined): Command | undefined {
  if (option === '--check') return { name: 'recompute-check' };
  if (option === undefined || option === '--force') return { name: 'recompute', force: option === '--force' };
  return undefined;
}
