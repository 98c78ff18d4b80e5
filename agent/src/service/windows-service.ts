import type { ServiceControlManager } from './scm.ts';

/** States and controls of a service, as winsvc.h numbers them. */
export const STATE = { stopped: 1, startPending: 2, stopPending: 3, running: 4 } as const;
const OWN_PROCESS = 0x10;
/** Stop, shutdown, power events, preshutdown (which comes early enough to say goodbye over the network). */
const ACCEPTED = 0x1 | 0x4 | 0x40 | 0x100;
const NO_ERROR = 0;
const NOT_IMPLEMENTED = 120;
const SERVICE_SPECIFIC_ERROR = 1_066;
/** What the manager is told to wait for a start or a stop, milliseconds. */
const WAIT_HINT_MS = 20_000;

/** What a control code of the manager asks for. */
export type Control = 'stop' | 'shutdown' | 'sleep' | 'resume' | 'report' | 'other-event' | 'unknown';

/** Power events of the handler (winuser.h, PBT_*). */
const POWER_EVENTS: Readonly<Record<number, Control>> = { 0x4: 'sleep', 0x7: 'resume', 0x12: 'resume' };

/** The meaning of a control code, for power events together with their type. */
export function meaningOf(control: number, eventType: number): Control {
  if (control === 0x1) return 'stop';
  if (control === 0x5 || control === 0xf) return 'shutdown';
  if (control === 0x4) return 'report';
  if (control === 0xd) return POWER_EVENTS[eventType] ?? 'other-event';
  return 'unknown';
}

/** What the program inside is told: each at most once but sleep and resume, which take turns. */
export type ServiceOrder = Extract<Control, 'stop' | 'shutdown' | 'sleep' | 'resume'>;

/** A program that runs as a service until it is ordered to stop; its exit code is reported to the manager. */
export type ServiceBody = (orders: ServiceOrders) => Promise<number>;

/** Orders of the manager, one after the other; none is lost while the program is busy. */
export class ServiceOrders {
  readonly #queue: ServiceOrder[] = [];
  #wake: (() => void) | undefined;

  /** Adds an order. A repeated one says nothing new and is left out, which bounds the queue. */
  push(order: ServiceOrder): void {
    if (this.#queue.at(-1) !== order) this.#queue.push(order);
    this.#wake?.();
  }

  /** The next order of another kind; those of this kind are passed over. */
  async nextBut<Kind extends ServiceOrder>(kind: Kind): Promise<Exclude<ServiceOrder, Kind>> {
    for (;;) {
      const order = await this.next();
      if (isOther(order, kind)) return order;
    }
  }

  /** The next order; waits for it. */
  async next(): Promise<ServiceOrder> {
    for (;;) {
      const order = this.#queue.shift();
      if (order) return order;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function isOther<Kind extends ServiceOrder>(order: ServiceOrder, kind: Kind): order is Exclude<ServiceOrder, Kind> {
  return order !== kind;
}

/**
 * Runs a program as the Windows service of this process. Resolves with the program's exit code once the manager knows
 * that the service has stopped; undefined where no manager started this process. An exit code that no restart can mend
 * is reported as a good end, so that the recovery actions do not repeat it for ever.
 */
export async function runService(
  options: { name: string; manager: ServiceControlManager; isFinal: (exitCode: number) => boolean },
  body: ServiceBody,
): Promise<number | undefined> {
  const { name, manager, isFinal } = options;
  const orders = new ServiceOrders();
  let state: number = STATE.startPending;
  let handle: unknown;
  let ending: Promise<number> | undefined;
  const report = (next: number, exitCode = 0): void => {
    state = next;
    const isPending = next === STATE.startPending || next === STATE.stopPending;
    const failed = exitCode !== 0 && !isFinal(exitCode);
    manager.setStatus(handle, {
      dwServiceType: OWN_PROCESS,
      dwCurrentState: next,
      dwControlsAccepted: next === STATE.running ? ACCEPTED : 0,
      dwWin32ExitCode: failed ? SERVICE_SPECIFIC_ERROR : NO_ERROR,
      dwServiceSpecificExitCode: failed ? exitCode : 0,
      dwCheckPoint: isPending ? 1 : 0,
      dwWaitHint: isPending ? WAIT_HINT_MS : 0,
    });
  };
  const onControl = (control: number, eventType: number): number => {
    const meaning = meaningOf(control, eventType);
    if (meaning === 'unknown') return NOT_IMPLEMENTED;
    if (meaning === 'other-event') return NO_ERROR;
    if (meaning === 'report') report(state);
    else {
      if (meaning === 'stop' || meaning === 'shutdown') report(STATE.stopPending);
      orders.push(meaning);
    }
    return NO_ERROR;
  };
  const wasStarted = await manager.dispatch(name, () => {
    handle = manager.register(name, onControl);
    report(STATE.startPending);
    report(STATE.running);
    ending = body(orders).then(
      (code) => {
        report(STATE.stopped, code);
        return code;
      },
      (error: unknown) => {
        report(STATE.stopped, 1);
        throw error;
      },
    );
    // Looked at below, when the manager has let go.
    ending.catch(() => undefined);
  });
  return wasStarted ? ending : undefined;
}
