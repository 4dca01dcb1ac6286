import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Names every skipped test at the end of the run and prints the plain closing line. With
 * MOFN_NO_SKIP=1 a skipped test makes the run fail.
 */
export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const strict = process.env['MOFN_NO_SKIP'] === '1';
    for (const test of skipped) {
      console.log(`skipped${strict ? ' (a failure here)' : ''}: ${describe(test)}`);
    }
    if (strict && skipped.length > 0) process.exitCode = 1;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const failed = count('failed') + broken + (strict ? skipped.length : 0);
    // After vitest's own summary.
    process.once('exit', () => console.log(`${count('passed')} passed, ${failed} failed`));
  }
}

function describe(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}
