/** Runs asynchronous tasks one after another, in the order asked for. A task that fails does not stop the next. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(task, task);
    // The failure is the caller's, who holds `next`; the queue only waits for its end.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
