/**
 * Waits until the check gives a value that is not undefined or false, asking again every few milliseconds. For what
 * crosses a real socket or process, where no event of ours tells.
 *
 * @throws Error naming what was waited for, with the last error of the check as its cause.
 */
export async function until<Value>(
  what: string,
  check: () => Value | undefined | false | Promise<Value | undefined | false>,
  timeoutMs = 20_000,
): Promise<Value> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  while (performance.now() < deadline) {
    try {
      const value = await check();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${timeoutMs} ms in vain until ${what}`, { cause });
}
