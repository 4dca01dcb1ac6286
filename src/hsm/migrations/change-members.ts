type Change = (value: unknown) => unknown;

/**
 * A copy of an object in which some members are changed, in their old places: hashes are over keys in
 * their order.
 *
 * @returns what it was handed where that is no object; a member that is not there is not made
 * @example
 * changeMembers({ a: 1, b: 2 }, { a: () => 3, c: () => 4 }); // { a: 3, b: 2 }
 */
export function changeMembers(
  value: unknown,
  changes: { readonly [member: string]: Change },
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => {
    const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
    return [name, change === undefined ? member : change(member)];
  });
  return Object.fromEntries(entries);
}

/** A copy of an object with members that it had not; what is no object is handed on. */
export function addMembers(
  value: unknown,
  members: { readonly [member: string]: unknown },
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return { ...value, ...members };
}

/** The same change for each of a list; what is no list is handed on. */
export function changeEach(change: Change): Change {
  return (value) => (Array.isArray(value) ? value.map(change) : value);
}
