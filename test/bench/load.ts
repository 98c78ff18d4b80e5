/**
 * Many simulated agents in one process. `node load.ts URL IDENTITIES MODE SECONDS INTERVAL_MS` prints one JSON line.
 *
 * `flood`: each agent keeps its credits in flight. `steady`: each agent sends one batch an interval, spread evenly.
 */
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { helloText } from '@wardwatch/shared/protocol';
import { WebSocket } from 'ws';
import { quantile } from './table.ts';

const [url = '', file = '', mode = 'flood', seconds = '10', interval = '15000'] = process.argv.slice(2);
const identities = JSON.parse(readFileSync(file, 'utf8')) as { agentId: string; key: string }[];
/** Connections that may be opening at once. */
const OPENING_AT_ONCE = 200;

interface Agent {
  socket: WebSocket;
  seq: number;
  sentAt: Map<number, number>;
}
const latencies: number[] = [];
let acked = 0;
let lost = 0;
let counting = false;

function entries(seq: number): object[] {
  const stamp = { at: Date.now(), mono: Math.round(performance.now()) };
  const values = {
    'cpu.used': [3.1, 4.2, 9.9],
    'gateway.rtt': [0.8, 1.1, 2.4],
    'internet.rtt': [8.2, 9.1, 14.9],
    'internet.loss': 0,
    'memory.used': 41.2,
  };
  return [
    { seq, ...stamp, kind: 'alive', everyMs: 60_000 },
    { seq: seq + 1, ...stamp, kind: 'metrics', spanMs: 60_000, values },
  ];
}

function sendBatch(agent: Agent): void {
  const from = agent.seq;
  agent.seq += 2;
  agent.sentAt.set(from + 1, performance.now());
  const frame = { t: 'batch', from, to: from + 1, entries: entries(from) };
  agent.socket.send(JSON.stringify(frame));
}

function onAck(agent: Agent, upTo: number): void {
  for (const [to, at] of agent.sentAt) {
    if (to > upTo) break;
    agent.sentAt.delete(to);
    if (!counting) continue;
    acked += 1;
    latencies.push(performance.now() - at);
  }
  if (mode === 'flood') sendBatch(agent);
}

function connect(identity: { agentId: string; key: string }): Promise<Agent> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/agent/socket`, { perMessageDeflate: false });
    const agent: Agent = { socket, seq: 1, sentAt: new Map() };
    socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as { t: string; nonce: string; upTo: number };
      if (frame.t === 'challenge') socket.send(JSON.stringify(helloOf(identity, frame.nonce)));
      else if (frame.t === 'welcome') resolve(agent);
      else if (frame.t === 'ack') onAck(agent, frame.upTo);
    });
    socket.on('error', reject);
    socket.on('close', () => (lost += 1));
  });
}

function helloOf({ agentId, key }: { agentId: string; key: string }, nonce: string): object {
  const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
  const at = Date.now();
  return {
    t: 'hello',
    agentId,
    signature: sign(null, Buffer.from(helloText(nonce, agentId)), privateKey).toString('base64url'),
    protocol: { min: 1, max: 1 },
    agentVersion: '0.0.0',
    bootId: 'boot-0000001',
    epoch: 'epoch-000001',
    instance: 'process-0001',
    challengeAt: at,
    at,
    mono: Math.round(performance.now()),
    journal: { first: 1, last: 0 },
    configRevision: 0,
    capabilities: [],
  };
}

const startedAt = performance.now();
const agents: Agent[] = [];
for (let i = 0; i < identities.length; i += OPENING_AT_ONCE) {
  agents.push(...(await Promise.all(identities.slice(i, i + OPENING_AT_ONCE).map(connect))));
}
const connectedMs = performance.now() - startedAt;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
if (mode === 'flood') for (const agent of agents) for (let credit = 0; credit < 4; credit++) sendBatch(agent);
else {
  agents.forEach((agent, index) => {
    setTimeout(
      () => {
        sendBatch(agent);
        setInterval(() => sendBatch(agent), Number(interval));
      },
      (index / agents.length) * Number(interval),
    );
  });
}
await pause(mode === 'flood' ? 2_000 : Number(interval));
counting = true;
const from = performance.now();
await pause(Number(seconds) * 1000);
counting = false;
const elapsedS = (performance.now() - from) / 1000;
console.log(
  JSON.stringify({
    connectedMs: Math.round(connectedMs),
    framesPerSecond: acked / elapsedS,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    lost,
  }),
);
process.exit(0);
