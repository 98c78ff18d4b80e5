import type { LinuxFiles } from './linux-files.ts';

const WANTED = 'etc/systemd/system';

/**
 * Whether a firewall filters what comes in, by the configuration that the system loads as it starts: the rules in force
 * are for root alone to read. Null where no known program is set up; false where ufw is there and switched off.
 */
export async function linuxFirewall(files: LinuxFiles): Promise<boolean | null> {
  const [ufw, others] = await Promise.all([
    ufwEnabled(files),
    Promise.all([firewalldEnabled(files), nftablesFilters(files), rulesFilter(files)]),
  ]);
  if (ufw === true || others.includes(true)) return true;
  return ufw;
}

async function ufwEnabled(files: LinuxFiles): Promise<boolean | null> {
  const match = /^ENABLED=["']?(yes|no)/im.exec((await files.text('etc/ufw/ufw.conf')) ?? '');
  return match ? match[1]?.toLowerCase() === 'yes' : null;
}

async function firewalldEnabled(files: LinuxFiles): Promise<boolean> {
  return (await files.names(`${WANTED}/multi-user.target.wants`)).includes('firewalld.service');
}

/** The service alone proves nothing: the rules that Debian ships let everything in. */
async function nftablesFilters(files: LinuxFiles): Promise<boolean> {
  const wanted = await Promise.all(
    ['sysinit', 'multi-user'].map((one) => files.names(`${WANTED}/${one}.target.wants`)),
  );
  if (!wanted.flat().includes('nftables.service')) return false;
  const rules = ((await files.text('etc/nftables.conf')) ?? '').replace(/#.*$/gm, '');
  return /hook\s+input\b/.test(rules) && /\b(?:drop|reject)\b/.test(rules);
}

/** Rules kept by netfilter-persistent. */
async function rulesFilter(files: LinuxFiles): Promise<boolean> {
  const wanted = await files.names(`${WANTED}/multi-user.target.wants`);
  if (!wanted.includes('netfilter-persistent.service')) return false;
  const rules = (await files.text('etc/iptables/rules.v4')) ?? '';
  return /^:INPUT DROP\b|^-A INPUT\b.*-j (?:DROP|REJECT)\b/m.test(rules);
}
