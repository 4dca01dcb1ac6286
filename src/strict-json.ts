/**
 * JSON from outside. `JSON.parse` takes the last of two equal keys and makes a `__proto__` key of an
 * object; other readers take the first. A file that two programs read differently is an error here.
 */

/** A string, or one of the signs that the scan needs; nothing else of a valid text can hold them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Parses a JSON text (RFC 8259) in which every object has each key once, and none is `__proto__`.
 *
 * @throws SyntaxError, with the place where JSON.parse gives one; whoever calls it says which file
 *
 * @example
 * parseStrictJson('{"a":1,"a":2}'); // throws SyntaxError: key "a" is there twice
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const key = findBadKey(text);
  if (key === undefined) return value;
  throw new SyntaxError(
    key === '__proto__'
      ? 'key "__proto__" is not allowed'
      : `key ${JSON.stringify(key)} is there twice`,
  );
}

/** Walks over a text that is known to be JSON. */
function findBadKey(text: string): string | undefined {
  /** The keys so far of each object around the place; `null` stands for an array. */
  const open: (Set<string> | null)[] = [];
  let isKeyNext = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const keys = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && isKeyNext && keys != null) {
      const key = JSON.parse(token) as string;
      if (key === '__proto__' || keys.has(key)) return key;
      keys.add(key);
    }
    isKeyNext = token === '{' || (token === ',' && keys != null);
  }
  return undefined;
}
