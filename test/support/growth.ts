/**
 * How the time that something takes grows with its size. No clock decides, as that depends on the machine
 * and on what else it does: the time of eight times the size is held against the time of it. Of a thing that
 * grows with the size the ratio is 8, of one that grows with its square 64.
 */
import { expect } from 'vitest';

const GROWTH = 8;
/** As far from 8 as from 64. */
const LIMIT = 22;
/** One quiet moment is enough to show that a ratio is small; no number of them makes a square linear. */
const TRIES = 24;
/** Too little to be measured, in microseconds; a square of what is tried here takes a hundred times that. */
const NOTHING = 10_000;

/**
 * Expects that work takes a time that grows with its size and no faster.
 *
 * @param prepare gives the work on an input of a size; making the input is not measured
 * @param size of the larger input
 */
export function expectLinear(prepare: (size: number) => () => void, size: number): void {
  const [small, large] = [prepare(Math.ceil(size / GROWTH)), prepare(size)];
  const times = new LeastTimes();
  for (let tried = 0; tried < TRIES; tried++) {
    // Code that runs for the first time is slow, and the small input must not be taken for slow by it.
    const [cold, most, warm] = [timeOf(small), timeOf(large), timeOf(small)];
    if (times.areLinear(Math.min(cold, warm), most)) return;
  }
  times.expectLinear();
}

/**
 * The same of work that is waited for.
 *
 * @param nothing microseconds that say nothing yet: of what takes longer at once from some size on, as arrays do in V8
 */
export async function expectLinearWait(
  prepare: (size: number) => () => Promise<unknown>,
  size: number,
  nothing: number = NOTHING,
): Promise<void> {
  const [small, large] = [prepare(Math.ceil(size / GROWTH)), prepare(size)];
  const times = new LeastTimes(nothing);
  for (let tried = 0; tried < TRIES; tried++) {
    const [cold, most, warm] = [await waitOf(small), await waitOf(large), await waitOf(small)];
    if (times.areLinear(Math.min(cold, warm), most)) return;
  }
  times.expectLinear();
}

/** The shortest times, which other work of the machine has added least to. */
class LeastTimes {
  #small = Number.POSITIVE_INFINITY;
  #large = Number.POSITIVE_INFINITY;
  readonly #nothing: number;

  constructor(nothing: number = NOTHING) {
    this.#nothing = nothing;
  }

  areLinear(small: number, large: number): boolean {
    this.#small = Math.min(this.#small, small);
    this.#large = Math.min(this.#large, large);
    return this.#large < Math.max(this.#nothing, LIMIT * this.#small);
  }

  expectLinear(): void {
    expect(this.#large / this.#small, 't(8n) / t(n)').toBeLessThan(LIMIT);
  }
}

/** Microseconds of this process, which other processes do not add to. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return since(before);
}

async function waitOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return since(before);
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
