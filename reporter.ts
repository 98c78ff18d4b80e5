import type { Reporter, TestModule } from 'vitest/node';

/** Names each skipped test with its reason, and closes the run with the plain line 'N passed, N failed, N skipped'. */
export default class PlainCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      let any = false;
      for (const test of module.children.allTests()) {
        const result = test.result();
        count[result.state] += 1;
        any = true;
        if (result.state === 'skipped')
          console.log(`skipped: ${test.fullName}${result.note ? ` (${result.note})` : ''}`);
      }
      if (!any && module.state() === 'failed') count.failed += 1;
    }
    const skipped = count.skipped + count.pending;
    console.log(`${count.passed} passed, ${count.failed + errors.length} failed, ${skipped} skipped`);
  }
}
