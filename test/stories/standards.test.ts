import { execFileSync, spawnSync } from 'node:child_process';
import process from 'node:process';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { enrolWire, WireAgent } from '../kit/wire-agent.ts';

const TOKEN = 'a-token-for-prometheus';

it('describes its API in a valid OpenAPI 3.1 document', async () => {
  await using system = await startSystem();
  const admin = await system.admin();
  const document = await admin.call<Record<string, unknown>>('GET', '/api/openapi.json');
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
}, 30_000);

it('exports metrics that promtool accepts', async (context) => {
  const missing = spawnSync('promtool', ['--version']).error !== undefined;
  if (missing && process.env['CI'] === 'true') throw new Error('promtool is missing (Debian: package prometheus)');
  if (missing) context.skip('promtool is missing (Debian: package prometheus)');
  await using system = await startSystem({ config: { metricsToken: TOKEN } });
  const { identity } = await enrolWire(system.url, await system.code());
  await using agent = await WireAgent.connect(system.url, identity);
  await agent.welcomed();
  agent.send({ t: 'heartbeat' });
  await agent.next('heartbeat-ack');
  const text = await until('the session is counted', async () => {
    const response = await fetch(`${system.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const metrics = await response.text();
    return metrics.includes('wardwatch_intake_frames_total{type="heartbeat"} 1') && metrics;
  });
  const report = execFileSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  expect(report).toBe('');
});
