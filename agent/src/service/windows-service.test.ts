import { expect, test } from 'vitest';
import type { ServiceControlManager, ServiceStatus } from './scm.ts';
import { meaningOf, runService, type ServiceBody, STATE } from './windows-service.ts';

/** The manager's end: what it was told, and the control codes that it sends. */
class Manager implements ServiceControlManager {
  readonly told: ServiceStatus[] = [];
  readonly startsServices: boolean;
  send: (control: number, eventType?: number) => number = () => -1;
  #stopped: (() => void) | undefined;

  constructor(startsServices = true) {
    this.startsServices = startsServices;
  }

  async dispatch(_name: string, main: () => void): Promise<boolean> {
    if (!this.startsServices) return false;
    const stopped = new Promise<void>((resolve) => (this.#stopped = resolve));
    main();
    await stopped;
    return true;
  }

  register(_name: string, handler: (control: number, eventType: number) => number): unknown {
    this.send = (control, eventType = 0) => handler(control, eventType);
    return 'handle';
  }

  setStatus(handle: unknown, status: ServiceStatus): boolean {
    expect(handle).toBe('handle');
    this.told.push(status);
    if (status.dwCurrentState === STATE.stopped) this.#stopped?.();
    return true;
  }

  states(): number[] {
    return this.told.map(({ dwCurrentState }) => dwCurrentState);
  }
}

const run = (manager: Manager, body: ServiceBody): Promise<number | undefined> =>
  runService({ name: 'Test', manager, isFinal: (code) => code === 6 }, body);

test('starts, runs until it is stopped, and the manager hears each step', async () => {
  const manager = new Manager();
  const done = run(manager, async (orders) => ((await orders.next()) === 'stop' ? 0 : 9));
  expect(manager.states()).toEqual([STATE.startPending, STATE.running]);
  expect(manager.told.at(-1)).toMatchObject({ dwServiceType: 0x10, dwControlsAccepted: 0x145, dwWaitHint: 0 });
  expect(manager.send(0x1)).toBe(0);
  expect(await done).toBe(0);
  expect(manager.states()).toEqual([STATE.startPending, STATE.running, STATE.stopPending, STATE.stopped]);
  expect(manager.told.at(-2)).toMatchObject({ dwControlsAccepted: 0, dwCheckPoint: 1, dwWaitHint: 20_000 });
  expect(manager.told.at(-1)).toMatchObject({ dwWin32ExitCode: 0, dwWaitHint: 0 });
});

test('sleep and resume reach the program in order, also while it is busy', async () => {
  const manager = new Manager();
  const seen: string[] = [];
  const done = run(manager, async (orders) => {
    for (;;) {
      const order = await orders.next();
      seen.push(order);
      if (order === 'shutdown') return 0;
    }
  });
  manager.send(0xd, 0x4);
  manager.send(0xd, 0x12);
  manager.send(0xd, 0x7);
  manager.send(0xd, 0xa);
  manager.send(0xf);
  await done;
  expect(seen).toEqual(['sleep', 'resume', 'shutdown']);
});

test('answers a question about its state, and does not pretend to know other controls', async () => {
  const manager = new Manager();
  const done = run(manager, async (orders) => orders.next().then(() => 0));
  expect(manager.send(0x4)).toBe(0);
  expect(manager.states().at(-1)).toBe(STATE.running);
  expect(manager.send(0x2)).toBe(120);
  manager.send(0x1);
  await done;
});

test('a failure is told as one, so that Windows starts it again; a refusal is not', async () => {
  const failing = new Manager();
  expect(await run(failing, async () => 1)).toBe(1);
  expect(failing.told.at(-1)).toMatchObject({ dwWin32ExitCode: 1_066, dwServiceSpecificExitCode: 1 });
  const refusing = new Manager();
  expect(await run(refusing, async () => 6)).toBe(6);
  expect(refusing.told.at(-1)).toMatchObject({ dwWin32ExitCode: 0, dwServiceSpecificExitCode: 0 });
  const broken = new Manager();
  await expect(run(broken, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(broken.states().at(-1)).toBe(STATE.stopped);
});

test('a process that no manager started is told so', async () => {
  expect(await run(new Manager(false), async () => 0)).toBeUndefined();
});

test.each([
  [0x1, 0, 'stop'],
  [0x5, 0, 'shutdown'],
  [0xf, 0, 'shutdown'],
  [0x4, 0, 'report'],
  [0xd, 0x4, 'sleep'],
  [0xd, 0x12, 'resume'],
  [0xd, 0x7, 'resume'],
  [0xd, 0xa, 'other-event'],
  [0x6, 0, 'unknown'],
] as const)('control %d with event %d means %s', (control, eventType, meaning) => {
  expect(meaningOf(control, eventType)).toBe(meaning);
});
