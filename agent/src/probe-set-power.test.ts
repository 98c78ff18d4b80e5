import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { startFakeDaemon } from './testing/fake-daemon.ts';
import { DeniedTargets, probesFor } from './probe-set.ts';

test('a UPS that was seen is missed also after the server configured other probes', async () => {
  const answers = [
    'BEGIN LIST UPS\nUPS a "b"\nEND LIST UPS\n',
    'BEGIN LIST VAR a\nVAR a ups.status "OL"\nEND LIST VAR a\n',
  ];
  const daemon = await startFakeDaemon((socket) => socket.write(answers.shift() ?? ''));
  const context = { clock: new FakeClock({ wall: 0 }), stopwatch: () => 0, log: silentLogger };
  const config = { denyTargets: [], allowTargets: [], forbidden: [], ups: `nut://127.0.0.1:${daemon.port}` };
  const machine = { gateway: async () => undefined, networkSignature: () => '' };
  const look = async () => {
    const probes = probesFor(context, config, undefined, machine, new DeniedTargets(silentLogger));
    const reading = await probes.find(({ name }) => name === 'power')?.run(new AbortController().signal);
    return { ups: reading?.facts?.ups?.value, events: reading?.events?.map(({ event }) => event) };
  };
  expect(await look()).toEqual({ ups: 'ok', events: ['power-source'] });
  await daemon[Symbol.asyncDispose]();
  expect(await look()).toEqual({ ups: 'lost', events: undefined });
});
