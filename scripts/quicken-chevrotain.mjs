// What Chevrotain does at each start that takes longer than to read an approval file, done otherwise. What its lexer and
// parser then read and say is the same: the tests of the command line hold that.
import { readFileSync } from 'node:fs';

/** By the end of a file's path, what is replaced in it, and by what. */
const CHANGES = [
  // It makes a table of 65,536 numbers; what stands in it is a division.
  ['scan/lexer.js', /^ *initCharCodeToOptimizedIndexMap\(\);$/m, ''],
  [
    'scan/lexer.js',
    'charCodeToOptimizedIdxMap[charCode];',
    '255 + ~~(charCode / 255);',
    'i > 255 ? 255 + ~~(i / 255) : i',
  ],
  // The parser is mixed from a dozen classes. While the shape of a prototype is tracked, V8 copies the list of its names for
  // each that is added, 0.7 MB of garbage; one that has lost a name is a plain table until it is used.
  [
    'parse/parser/utils/apply_mixins.js',
    'export function applyMixins(derivedCtor, baseCtors) {',
    `$&
      const own = Object.getOwnPropertyDescriptor(derivedCtor.prototype, 'constructor');
      delete derivedCtor.prototype.constructor;
      Object.defineProperty(derivedCtor.prototype, 'constructor', own);`,
  ],
  // The parser's fields are made fast to read before the grammar is recorded, which adds 89 and deletes them: V8 then makes
  // them slow and fast again with each, as much garbage once more.
  ['parse/parser/parser.js', 'toFastProperties(this);', ''],
  [
    'parse/parser/parser.js',
    'this.disableRecording();',
    '$&\n                    toFastProperties(this);',
  ],
];

/** What stands for its lodash: the same functions, in half the time. */
export const CHEVROTAIN_ALIAS = { 'lodash-es': 'es-toolkit/compat' };

/** A plugin for esbuild. */
export const quickenChevrotain = {
  name: 'quicken-chevrotain',
  setup(builder) {
    const filter = /[/]chevrotain[/]lib[/]src[/].*[.]js$/;
    builder.onLoad({ filter }, ({ path }) => {
      const changes = CHANGES.filter(([end]) => path.endsWith(`/chevrotain/lib/src/${end}`));
      if (changes.length === 0) return undefined;
      const text = readFileSync(path, 'utf8');
      return { contents: changes.reduce(change, text) };
    });
  },
};

function change(text, [end, found, replacement, beside = found]) {
  const isThere = (part) => (typeof part === 'string' ? text.includes(part) : part.test(text));
  if (isThere(found) && isThere(beside)) return text.replace(found, replacement);
  throw new Error(`${end} of chevrotain is another one: see what it does at a start now`);
}
