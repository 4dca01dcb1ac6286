/**
 * Signals by which a person or the system ends a program. What must not stay behind is put right first,
 * and then the program ends as it would have: by that signal, so that a shell sees why.
 */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

const tidies = new Set<() => void>();

/**
 * From now on a signal puts something right before it ends the process. While a call does not return, as
 * one that waits for a pipe, no signal is answered: where that may be, this is not for.
 *
 * @param tidy what puts it right; it must not wait for anything
 * @returns ends that, once more does nothing
 */
export function tidyOnSignals(tidy: () => void): () => void {
  if (tidies.size === 0) for (const signal of SIGNALS) process.on(signal, end);
  tidies.add(tidy);
  return () => {
    if (tidies.delete(tidy) && tidies.size === 0) letGo();
  };
}

function end(signal: NodeJS.Signals): void {
  for (const tidy of tidies) {
    try {
      tidy();
    } catch {
      // As when the terminal is gone. The others have their turn.
    }
  }
  tidies.clear();
  letGo();
  // Whoever else listens has it that the process goes on.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function letGo(): void {
  for (const signal of SIGNALS) process.off(signal, end);
}

/**
 * Does something that a signal must not break off half way. Where all of it happens at once, a signal
 * waits until it is done.
 *
 * @example
 * await holdSignals(() => putInPlace('officer1.sig', bytes, { what: 'signature', folder: '.' }));
 */
export async function holdSignals<Result>(
  work: () => Result | Promise<Result>,
  tidy: () => void = () => undefined,
): Promise<Result> {
  const isOutermost = tidies.size === 0;
  const done = tidyOnSignals(tidy);
  try {
    return await work();
  } finally {
    // Whoever holds them already lets the loop turn often enough.
    if (isOutermost) await answerSignals();
    done();
  }
}

/** Signals that have come are answered before this goes on: they are told between turns of the loop. */
export async function answerSignals(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Milliseconds that a signal to oneself may take. */
const PATIENCE = 1_000;

/**
 * Does what a terminal does at Ctrl-C, where it is in raw mode and hands over the key instead: interrupts this
 * process and all of its group, so that a script in which it runs ends, too.
 */
export async function interruptGroup(): Promise<void> {
  process.kill(0, 'SIGINT');
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
}

/** Ends the process by a signal, when all that it has to put right is. Where the signal is ignored, goes on. */
export async function endBySignal(signal: NodeJS.Signals): Promise<void> {
  process.kill(process.pid, signal);
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
}
