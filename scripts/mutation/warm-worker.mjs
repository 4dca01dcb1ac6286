// What vitest runs tests with while mutants are tried: it loads a room's tests once, and then runs those that it is
// asked for, again and again, until it is told to stop. Only a test file itself is evaluated anew each time.
import { BroadcastChannel } from 'node:worker_threads';
import { startTests } from '@vitest/runner';
import { TestRunner } from 'vitest';
import { CHANNEL } from './channel.mjs';

/** Runs tests and tells nobody but its caller; stops at the first that fails. */
class QuietRunner extends TestRunner {
  importFile(path, source) {
    const module = this.workerState.evaluatedModules.getModuleById(path);
    if (module !== undefined) this.workerState.evaluatedModules.invalidateModule(module);
    return super.importFile(path, source);
  }

  onAfterRunTask(test) {
    super.onAfterRunTask(test);
    if (test.result?.state === 'fail') this.cancelRun = true;
  }
}

export default class WarmWorker extends TestRunner {
  /** The first file that vitest starts is where it stays. */
  async onBeforeCollect() {
    const channel = new BroadcastChannel(CHANNEL);
    await new Promise((stop) => {
      channel.onmessage = async ({ data }) => {
        if (data.kind === 'stop') stop();
        if (data.kind === 'run') channel.postMessage({ kind: 'ran', ...(await this.#run(data)) });
      };
      channel.postMessage({ kind: 'ready' });
    });
    channel.close();
  }

  /** @returns the first failure, if there is one, and how often the mutant was met, and what each file took */
  async #run({ files, namespace, activeMutant, hitLimit }) {
    globalThis[namespace] ??= {};
    const instrumented = globalThis[namespace];
    Object.assign(instrumented, { activeMutant, hitLimit, hitCount: 0, currentTestId: undefined });
    const times = [];
    let failure;
    let ran = 0;
    for (const { path, pattern } of files) {
      const begun = performance.now();
      const runner = new QuietRunner({ ...this.config, testNamePattern: pattern });
      Object.defineProperty(runner, 'moduleRunner', { value: this.moduleRunner });
      runner.__setTraces(this._otel);
      const [file] = await startTests([path], runner);
      times.push([path, performance.now() - begun]);
      const tests = testsOf(file);
      ran += tests.length;
      const failed = tests.find(({ result }) => result.state === 'fail');
      const error = failed?.result.errors?.[0] ?? failureAround(file);
      if (failed !== undefined || error !== undefined) {
        failure = { path, name: failed && nameOf(failed), message: String(error?.message) };
        break;
      }
    }
    const { hitCount } = instrumented;
    instrumented.activeMutant = undefined;
    return { failure, hitCount, ran, times };
  }
}

function testsOf(task) {
  if (task.type === 'test') return task.result === undefined ? [] : [task];
  return task.tasks.flatMap(testsOf);
}

/** An error outside of a test: of a hook, or while the file was loaded. */
function failureAround(task) {
  if (task.result?.state === 'fail' && task.result.errors?.[0]) return task.result.errors[0];
  for (const child of task.tasks ?? []) {
    const found = failureAround(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameOf(test) {
  const names = [];
  for (let task = test; task !== undefined && task !== test.file; task = task.suite) {
    names.unshift(task.name);
  }
  return names.join(' ').trim();
}
