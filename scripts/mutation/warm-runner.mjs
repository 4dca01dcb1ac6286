// A test runner for StrykerJS in front of its own for vitest, which starts a thread and loads the tests anew for each
// mutant. Here a thread that has loaded them stays, which answers many times faster, and is believed as far as it goes:
//   a test failed   and passes right afterwards without the mutant: killed
//   no test failed  the mutant is tried again as StrykerJS does it, with everything loaded anew; in a quick run it is not
//   anything else   the thread is begun anew, and the mutant tried as StrykerJS does it
import { resolve } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { strykerPlugins as plugins } from '@stryker-mutator/vitest-runner';
import { createVitest } from 'vitest/node';
import { CHANNEL } from './channel.mjs';

const IS_QUICK = process.env.MOFN_MUTATION_QUICK !== undefined;
const NAMESPACE = '__stryker__';
const [{ factory: createOfStryker, kind }] = plugins;

class WarmRunner {
  #stryker;
  #configFile;
  #vitest;
  #channel;
  /** By file of tests: how many mutants it killed, and the milliseconds that it took. */
  #record = new Map();

  constructor(stryker, configFile) {
    this.#stryker = stryker;
    this.#configFile = configFile;
  }

  capabilities() {
    return this.#stryker.capabilities();
  }

  init() {
    return this.#stryker.init();
  }

  async dryRun(options) {
    const result = await this.#stryker.dryRun(options);
    // A file that cannot be loaded has no tests, and StrykerJS would go on without them.
    const broken = this.#stryker.ctx.state
      .getFiles()
      .find(({ tasks, result }) => tasks.length === 0 && result?.state === 'fail');
    if (result.tests?.length === 0) return { status: 'error', errorMessage: 'there are no tests' };
    if (broken === undefined) return result;
    const [error] = broken.result.errors ?? [];
    return { status: 'error', errorMessage: `${broken.filepath}: ${error?.message}` };
  }

  async mutantRun(options) {
    if (options.mutantActivation === 'static') return this.#stryker.mutantRun(options);
    const { activeMutant, hitLimit, testFilter = [] } = options;
    const files = this.#filesOf(testFilter);
    await this.#start(files[0].path);
    const { failure, hitCount, ran, times } = await this.#run({ files, activeMutant, hitLimit });
    this.#remember(times, failure?.path);
    if (failure === undefined) {
      return IS_QUICK ? { status: 'survived', nrOfTests: ran } : this.#stryker.mutantRun(options);
    }
    if (hitLimit !== undefined && hitCount > hitLimit) {
      return { status: 'timeout', reason: `met ${hitCount} times, of ${hitLimit}` };
    }
    const { path, name, message } = failure;
    const again = name && [{ path, pattern: new RegExp(`^\\s*${escapeRegExp(name)}$`) }];
    const alone = again && (await this.#run({ files: again }));
    if (alone === undefined || alone.ran === 0 || alone.failure !== undefined) {
      await this.#stop();
      return this.#stryker.mutantRun(options);
    }
    const test = testFilter.find((id) => id.endsWith(`#${name}`)) ?? testFilter[0];
    return { status: 'killed', killedBy: [test], failureMessage: message, nrOfTests: ran };
  }

  async dispose() {
    await this.#stop();
    await this.#stryker.dispose();
  }

  #filesOf(testFilter) {
    const names = new Map();
    for (const id of testFilter) {
      const [file, ...name] = id.split('#');
      const path = resolve(file);
      names.set(path, [...(names.get(path) ?? []), escapeRegExp(name.join('#'))]);
    }
    return [...names]
      .map(([path, ofFile]) => ({ path, pattern: new RegExp(ofFile.join('|')) }))
      .toSorted((a, b) => this.#promiseOf(b.path) - this.#promiseOf(a.path));
  }

  /** The mutants that a file kills in a millisecond, as far as is known: the files that kill most come first. */
  #promiseOf(path) {
    const { kills, milliseconds } = this.#record.get(path) ?? { kills: 0, milliseconds: 0 };
    return (kills + 1) / (milliseconds + 1);
  }

  #remember(times, killer) {
    for (const [path, taken] of times) {
      const { kills, milliseconds } = this.#record.get(path) ?? { kills: 0, milliseconds: 0 };
      this.#record.set(path, {
        kills: kills + (path === killer ? 1 : 0),
        milliseconds: milliseconds + taken,
      });
    }
  }

  async #start(path) {
    if (this.#vitest !== undefined) return;
    this.#vitest = await createVitest('test', {
      config: this.#configFile,
      runner: new URL('warm-worker.mjs', import.meta.url).pathname,
      pool: 'threads',
      maxWorkers: 1,
      watch: false,
      coverage: { enabled: false },
      reporters: [{}],
      onConsoleLog: () => false,
    });
    this.#channel = new BroadcastChannel(CHANNEL);
    const ready = this.#answer('ready');
    this.#vitest.start([path]).catch(() => {});
    await ready;
  }

  async #stop() {
    if (this.#vitest === undefined) return;
    this.#channel.postMessage({ kind: 'stop' });
    this.#channel.close();
    await this.#vitest.close();
    this.#vitest = undefined;
  }

  #run({ files, activeMutant, hitLimit }) {
    const answer = this.#answer('ran');
    this.#channel.postMessage({
      kind: 'run',
      files,
      namespace: NAMESPACE,
      activeMutant: activeMutant?.id,
      hitLimit,
    });
    return answer;
  }

  #answer(kind) {
    return new Promise((done) => {
      this.#channel.onmessage = ({ data }) => {
        if (data.kind === kind) done(data);
      };
    });
  }
}

function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function createWarmRunner(injector, options) {
  const stryker = injector.injectFunction(createOfStryker);
  return new WarmRunner(stryker, options.vitest.configFile);
}
createWarmRunner.inject = ['$injector', 'options'];

export const strykerPlugins = [{ kind, name: 'warm', factory: createWarmRunner }];
