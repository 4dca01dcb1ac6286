/**
 * Who gets what where there is not enough for all: a matching in which as many get something as can (H. W. Kuhn, "The
 * Hungarian method for the assignment problem", 1955).
 */

/**
 * Gives each of the takers one of what it can take, and nobody the same. Whoever comes first is served first, and
 * whoever is served stays so: earlier rounds go before later ones.
 *
 * @param takers how many there are
 * @param rounds for a taker, what it can take, by numbers; one function for each round
 * @returns for each taker what it takes
 * @example
 * matchPairs(2, [(taker) => (taker === 0 ? [7, 8] : [7])]); // [8, 7]
 */
export function matchPairs(
  takers: number,
  rounds: readonly ((taker: number) => readonly number[])[],
): readonly (number | undefined)[] {
  const taken = new Map<number, number>();
  const takes = Array<number | undefined>(takers).fill(undefined);
  for (const listOf of rounds) {
    for (const taker of takes.keys()) {
      if (takes[taker] === undefined) serve(taker, listOf, taken, takes);
    }
  }
  return takes;
}

/** One taker on the path that is looked for, and how far it has looked. */
interface Step {
  readonly taker: number;
  readonly choices: Iterator<number>;
  wanted: number | undefined;
}

/** Looks for something that is free, or that others can give up; without recursion, as the path may be long. */
function serve(
  first: number,
  listOf: (taker: number) => readonly number[],
  taken: Map<number, number>,
  takes: (number | undefined)[],
): void {
  const asked = new Set<number>();
  // What is free first: nobody changes without need.
  const begin = (taker: number): Step => {
    const choices = listOf(taker);
    const [free, held] = [false, true].map((is) => choices.filter((one) => taken.has(one) === is));
    return { taker, choices: [...(free ?? []), ...(held ?? [])].values(), wanted: undefined };
  };
  const path = [begin(first)];
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const { value, done } = step.choices.next();
    if (done === true) {
      path.pop();
      continue;
    }
    if (asked.has(value)) continue;
    asked.add(value);
    step.wanted = value;
    const holder = taken.get(value);
    if (holder !== undefined) {
      path.push(begin(holder));
      continue;
    }
    for (const { taker, wanted } of path) {
      if (wanted === undefined) continue;
      taken.set(wanted, taker);
      takes[taker] = wanted;
    }
    return;
  }
}
