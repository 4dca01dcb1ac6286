/** Orders that depend on nothing but what is compared, whoever runs it. */

export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function compareNumbers(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}

/** As `Map.groupBy`, which Node 20 has not. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
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
