/** What has been opened, to be closed in reverse order. (Node 20 has no `AsyncDisposableStack`.) */
export class Closers {
  #tasks: (() => Promise<void>)[] = [];

  /** Adds something to be closed, and gives it back. */
  use<Resource extends AsyncDisposable>(resource: Resource): Resource {
    this.#tasks.push(async () => resource[Symbol.asyncDispose]());
    return resource;
  }

  /** Adds a task for the end. */
  defer(task: () => Promise<void>): void {
    this.#tasks.push(task);
  }

  /** Runs every task, also where one fails; then rejects with the first failure. Closing twice does nothing more. */
  async close(): Promise<void> {
    const tasks = this.#tasks.toReversed();
    this.#tasks = [];
    const failures: unknown[] = [];
    for (const task of tasks) await task().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
