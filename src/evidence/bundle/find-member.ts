/**
 * Finds the first member in which two values of JSON differ.
 *
 * @returns its path, as `findings.tokens[0].state`; nothing where they are the same
 * @example
 * findMember({ a: [1, 2] }, { a: [1, 3] }); // 'a[1]'
 */
export function findMember(one: unknown, other: unknown, path = ''): string | undefined {
  if (Object.is(one, other)) return undefined;
  if (!isContainer(one) || !isContainer(other)) return path;
  if (Array.isArray(one) !== Array.isArray(other)) return path;
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const inner = findMember(one[name], other[name], join(path, name, Array.isArray(one)));
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function join(path: string, name: string, isItem: boolean): string {
  if (isItem) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}
