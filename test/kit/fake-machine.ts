import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the kernel of a machine says of its boot and that it has no battery, for an agent that runs in a namespace. */
export interface FakeMachine {
  /** Kernel files in place of this machine's, as `LittleNet.start` takes them. */
  readonly over: Readonly<Record<string, string>>;
  /** It is being shut down: what ends now, ends with the machine. */
  shutDown(): void;
  /** The machine was switched off and on again: the kernel has a new boot id. */
  reboot(): void;
}

/** Makes the kernel's files of a machine in a folder of its own. */
export function fakeMachine(folder: string): FakeMachine {
  const supplies = join(folder, 'power_supply');
  const bootId = join(folder, 'boot_id');
  mkdirSync(supplies, { recursive: true });
  const run = join(folder, 'run');
  mkdirSync(run, { recursive: true });
  let boots = 0;
  const machine: FakeMachine = {
    over: { '/sys/class/power_supply': supplies, '/proc/sys/kernel/random/boot_id': bootId, '/run': run },
    shutDown: () => writeFileSync(join(run, 'nologin'), ''),
    reboot() {
      rmSync(join(run, 'nologin'), { force: true });
      boots += 1;
      writeFileSync(bootId, `0000000${boots}-1111-4222-8333-444444444444\n`);
    },
  };
  machine.reboot();
  return machine;
}
