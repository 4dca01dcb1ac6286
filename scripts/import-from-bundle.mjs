// What stands in a bundle for a file of another one.
import { readFileSync } from 'node:fs';

/**
 * A module that has the exports of such a file.
 *
 * @param {string} home the bundle that the file stands in
 * @param {ReadonlyMap<string, string>} names by name, what the bundle exports it as
 * @param {readonly string[]} called those that are functions, of a bundle that is deferred: it is required when one of them
 *   is first called; for all else it is required at the beginning
 */
export function importFrom(home, names, called) {
  const functions = [...names].filter(([name]) => called.includes(name));
  const others = new Map([...names].filter(([name]) => !called.includes(name)));
  const stubs = functions.map(
    ([name, id]) => `export const ${name} = (...values) => load().${id}(...values);\n`,
  );
  const back = [...others].map(([name, id]) => [id, name]);
  return `const load = () => require('./${home}.cjs');
${stubs.join('')}export ${listNames(back)} from './${home}.cjs';
`;
}

/** The functions that a file exports, as far as it says so in one line: `export function NAME`. */
export function functionsOf(file) {
  const declared = /^export (?:async )?function\*? *([\w$]+)/gm;
  return [...readFileSync(file, 'utf8').matchAll(declared)].map(([, name]) => name);
}

/** `{ a as b, c as d }` */
export function listNames(names) {
  return `{ ${[...names].map(([name, id]) => `${name} as ${id}`).join(', ')} }`;
}
