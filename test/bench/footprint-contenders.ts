import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { type OwnProcess, startProcess } from '../kit/processes.ts';
import { freePort } from './footprint-port.ts';

const ROOT = join(import.meta.dirname, '../..');
const IDLE = join(ROOT, 'test/bench/idle-node.mjs');
export const BUNDLE = join(ROOT, 'agent/dist/wardwatch-agent.cjs');

/** Less memory for slower code, which an agent that mostly waits never notices; implies `--jitless`. */
export const LEAN = ['--lite-mode', '--single-threaded'];

/** A program in the comparison. */
export interface Contender {
  name: string;
  process: OwnProcess;
  /** Asks it for its figures, as its server would; absent where it reports by itself. */
  poll?: () => void;
}

/**
 * Starts Node on a copy of its own, so that no two share pages and PSS is what each would take on a machine alone.
 */
export async function startNodeApart(
  folder: string,
  name: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Contender> {
  const own = join(folder, name.replaceAll(/\W+/g, '-'));
  await mkdir(own);
  const node = join(own, 'node');
  await copyFile(process.execPath, node);
  return { name, process: startProcess(node, args, env) };
}

/** Node that does nothing, and Node that does nothing every two seconds: the floor under any program in Node. */
export async function idleNodes(folder: string): Promise<Contender[]> {
  const timer = join(folder, 'timer.cjs');
  await writeFile(timer, 'setInterval(() => undefined, 2_000);\n');
  return [
    await startNodeApart(folder, 'Node, idle', [IDLE]),
    await startNodeApart(folder, 'Node, idle, lean flags', [...LEAN, IDLE]),
    await startNodeApart(folder, 'Node that only wakes up every 2 s', [...LEAN, timer]),
  ];
}

/** Peers that are installed, with configurations of their own and polled over loopback; and those that are not. */
export async function peers(folder: string): Promise<{ started: Contender[]; missing: string[] }> {
  const started: Contender[] = [];
  const missing: string[] = [];
  const add = (name: string, program: string, args: string[], poll: () => void): void => {
    if (existsSync(program)) started.push({ name, process: startProcess(program, args), poll });
    else missing.push(name);
  };
  const [zabbix, exporter, netdata] = [await freePort(), await freePort(), await freePort()];
  const zabbixConf = join(folder, 'zabbix.conf');
  const lines = [
    'Server=127.0.0.1',
    'ListenIP=127.0.0.1',
    `ListenPort=${zabbix}`,
    'LogType=console',
    `PluginSocket=${folder}/z.sock`,
    `ControlSocket=${folder}/c.sock`,
  ];
  await writeFile(zabbixConf, `${lines.join('\n')}\n`);
  add('zabbix-agent2', '/usr/sbin/zabbix_agent2', ['-c', zabbixConf, '-f'], () => {
    for (const key of ZABBIX_KEYS) ask(zabbix, zabbixRequest(key));
  });
  add(
    'prometheus-node-exporter',
    '/usr/bin/prometheus-node-exporter',
    [`--web.listen-address=127.0.0.1:${exporter}`],
    () => ask(exporter, httpRequest('/metrics')),
  );
  const folders = ['cache', 'lib', 'log'].map((one) => join(folder, `netdata-${one}`));
  for (const one of folders) await mkdir(one);
  const [cache = '', lib = '', log = ''] = folders;
  const netdataConf = join(folder, 'netdata.conf');
  const directories = `[directories]\n cache = ${cache}\n lib = ${lib}\n log = ${log}\n config = ${folder}\n`;
  const local = `[web]\n bind to = 127.0.0.1\n default port = ${netdata}\n[registry]\n enabled = no\n[cloud]\n enabled = no\n`;
  await writeFile(netdataConf, `${directories}[global]\n run as user = root\n${local}`);
  add('netdata', '/usr/sbin/netdata', ['-D', '-c', netdataConf], () =>
    ask(netdata, httpRequest('/api/v1/allmetrics?format=json')),
  );
  return { started, missing };
}

/** About what our agent measures of the machine itself. */
const ZABBIX_KEYS = [
  'agent.ping',
  'system.uptime',
  'system.cpu.util',
  'vm.memory.size[pavailable]',
  'vfs.fs.size[/,pused]',
  'net.tcp.port[127.0.0.1,22]',
];

function zabbixRequest(key: string): Buffer {
  const header = Buffer.from('ZBXD\u0001\0\0\0\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(Buffer.byteLength(key), 5);
  return Buffer.concat([header, Buffer.from(key)]);
}

function httpRequest(path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
}

/** Asks and throws the answer away; one that does not answer shows in its processor time alone. */
function ask(port: number, request: Buffer): void {
  const socket = connect(port, '127.0.0.1', () => socket.write(request));
  socket.setTimeout(5_000, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.resume();
}
