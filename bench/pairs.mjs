// Whole processes in pairs: A B A B …, and the median of the pairwise ratios, so that a machine whose
// speed drifts does not favour either.
import { spawnSync } from 'node:child_process';

/** Seconds that a command takes from its start to its end. */
function secondsOf([program, ...words], options) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...options,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: exit ${status}: ${stderr}`);
  return seconds;
}

/**
 * The ratio of two commands' times.
 *
 * @param {readonly string[]} a command and its words
 * @param {readonly string[]} b the same, what `a` is held against
 * @param {{ pairs?: number, a?: object, b?: object }} [options] pairs to run, and spawn options of each
 * @returns {{ ratio: number, a: number, b: number }} medians; `a` and `b` in seconds
 */
export function compareCommands(a, b, { pairs = 21, a: optionsA = {}, b: optionsB = {} } = {}) {
  secondsOf(a, optionsA);
  secondsOf(b, optionsB);
  const times = Array.from({ length: pairs }, () => [
    secondsOf(a, optionsA),
    secondsOf(b, optionsB),
  ]);
  return {
    ratio: median(times.map(([x, y]) => x / y)),
    a: median(times.map(([x]) => x)),
    b: median(times.map(([, y]) => y)),
  };
}

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
