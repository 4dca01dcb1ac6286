/** Orders that depend on nothing but what is compared, whoever runs it. */

export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function compareNumbers(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}

/** Where in a list in the order of time the first stands that is not before a time; the length where there is none. */
export function findFirst(sorted: readonly { readonly time: bigint }[], time: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.time ?? 0n) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
