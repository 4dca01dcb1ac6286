/**
 * JSON from outside. `JSON.parse` takes the last of two equal keys and makes a `__proto__` key of an
 * object; other readers take the first. A file that two programs read differently is an error here.
 */

/** The start of a string, or one of the signs that the scan needs. */
const SIGN = /["{}[\],]/g;

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
  const signs = new RegExp(SIGN);
  for (let match = signs.exec(text); match !== null; match = signs.exec(text)) {
    const [sign] = match;
    const keys = open.at(-1);
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(null);
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === '"') {
      signs.lastIndex = findStringEnd(text, match.index);
      if (isKeyNext && keys != null) {
        const key = JSON.parse(text.slice(match.index, signs.lastIndex)) as string;
        if (key === '__proto__' || keys.has(key)) return key;
        keys.add(key);
      }
    }
    isKeyNext = sign === '{' || (sign === ',' && keys != null);
  }
  return undefined;
}

/** Not by a regular expression: over a string of some megabytes it would run out of stack. */
function findStringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
