import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { encodeText, type FieldText, fromByteString, showText } from '../../src/parser/text.ts';
import { nameKey } from '../../src/parser/user-names.ts';
import type { NewApproval } from '../../src/parser/write.ts';

/** The documented file, one character a byte. */
export const DOCUMENTED: string = readFileSync(
  new URL('../golden/approval-file.txt', import.meta.url),
  'latin1',
);

/**
 * How often a property is tried: a few times by default, more in the long version (MOFN_LONG=1), as often
 * as MOFN_FUZZ_RUNS says in `npm run fuzz`.
 *
 * @param long runs of the long version
 */
export function runs(long: number): number {
  const fuzz = Number(process.env['MOFN_FUZZ_RUNS'] ?? 0);
  if (fuzz > 0) return fuzz;
  return process.env['MOFN_LONG'] === '1' ? long : 500;
}

const anyByte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));

/** Any bytes, one character each. */
const anyBytes: fc.Arbitrary<string> = fc.string({ unit: anyByte, maxLength: 80 });

const KEYS = [
  'Multi Token File Path',
  'Token File Path',
  'Number of Approvals',
  'Approver Type',
  'Approver Name',
  'Approval File',
];

/** The stuff that approval files are made of, and what spoils them. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KEYS, ...KEYS.map((key) => key.toLowerCase())) },
  { weight: 4, arbitrary: fc.constantFrom(' = ', '=', ': ', '\t=\t', ' == ', ' ') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('officer1', 'a.sig', '2', '0x2', '0', '-1', 'a # b', '#'),
  },
  { weight: 4, arbitrary: fc.constantFrom(';', '; ', ';\n', ';\r\n', '\n', '\n\n', '; # note\n') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\r', '\t', '\0', '"', '\xef\xbb\xbf', '\xff', '\v', ' '),
  },
  { weight: 1, arbitrary: fc.constantFrom('# comment\n', '  # indented\n', 'stray\n', 'x = y;\n') },
  { weight: 1, arbitrary: anyBytes },
  { weight: 1, arbitrary: fc.integer({ min: 480, max: 520 }).map((length) => '#'.padEnd(length)) },
);

/** Text that looks like an approval file here and there. */
const scraps: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 40 })
  .map((pieces) => pieces.join(''));

const plain = { weight: 8, arbitrary: fc.constantFrom(...'abc12./-_ #=:\t') };
const letters = fc.constantFrom('\xfc', '\u7f72', '\u{1f511}', '\ufeff', '\xa0', '\u2028');

/** Text, or bytes that are none, of some length in bytes. */
const value = (maxLength: number, minLength = 0): fc.Arbitrary<FieldText> => {
  const length = { minLength, maxLength };
  const text = fc.string({ unit: fc.oneof(plain, letters), ...length });
  const bytes = fc.string({ unit: fc.oneof(plain, anyByte), ...length }).map(fromByteString);
  return fc
    .oneof(text, bytes)
    .filter((one) => encodeText(one).length <= maxLength)
    .filter((one) => !/[;\n\0]|^[ :=]/.test(showText(one)));
};

/** Data that can be written. */
export const writableData: fc.Arbitrary<NewApproval> = fc.record({
  multiTokenFilePath: value(255, 1),
  tokenFilePath: value(255),
  approvers: fc.uniqueArray(
    fc.record({ type: fc.constantFrom(1, 2), name: value(31), file: value(255, 1) }),
    { maxLength: 20, selector: ({ name }) => nameKey(name) },
  ),
});

const line = fc.constantFrom(
  '',
  '# comment',
  '   # indented',
  'stray',
  'Token File Path = x;',
  'Number of Approvals = 1;',
  'Approver Type = 2; Approver Name = z; # both',
  ' Approver Name = hidden;',
  'approver name = hidden;',
);

type Damage = (source: string, at: number) => string;

/** Ways to damage a file at one place. */
const damages: readonly fc.Arbitrary<Damage>[] = [
  anyByte.map(
    (byte): Damage =>
      (source, at) =>
        source.slice(0, at) + byte + source.slice(at),
  ),
  anyByte.map(
    (byte): Damage =>
      (source, at) =>
        source.slice(0, at) + byte + source.slice(at + 1),
  ),
  fc.integer({ min: 1, max: 60 }).map(
    (length): Damage =>
      (source, at) =>
        source.slice(0, at) + source.slice(at + length),
  ),
  line.map(
    (text): Damage =>
      (source, at) => {
        const newline = source.indexOf('\n', at) + 1;
        return `${source.slice(0, newline)}${text}\n${source.slice(newline)}`;
      },
  ),
  fc.constant((source: string, at: number) => {
    const newline = source.indexOf('\n', at) + 1;
    const next = source.indexOf('\n', newline) + 1;
    return source.slice(0, next) + source.slice(newline);
  }),
  fc.constantFrom<Damage>(
    (source) => source.replaceAll('\n', '\r\n'),
    (source) => source.replaceAll(' = ', '='),
    (source) => source.replaceAll(' = ', '\t=\t'),
    (source) => source.replace(/^/gm, '  '),
    (source) => source.replace(/;/g, ' ;'),
    (source) => source.replace(/^#.*\n/gm, ''),
    (source) => source.replace(/;(?!.*;)/s, ''),
    (source) => source.trimEnd(),
    (source) => `\xef\xbb\xbf${source}`,
    (source) => source.toUpperCase(),
  ),
];

/** The documented file, with a few of its places damaged. */
export const damagedFiles: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.oneof(...damages), fc.double({ min: 0, max: 1, noNaN: true })), {
    maxLength: 5,
  })
  .map((all) =>
    all.reduce(
      (source, [damage, where]) => damage(source, Math.floor(where * source.length)),
      DOCUMENTED,
    ),
  );

/** Anything that may be given to the parser. */
export const anyFile: fc.Arbitrary<string> = fc.oneof(anyBytes, scraps, damagedFiles);
