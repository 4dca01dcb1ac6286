import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICE_FIELDS, type DeviceFiles, readAsDevice } from '../../src/parser/device.ts';
import type { Diagnostic } from '../../src/parser/diagnostic.ts';
import { LAST_RULE, RULES } from '../../src/parser/lint/all-rules.ts';
import { type LintFiles, lint, lintAndFix } from '../../src/parser/lint.ts';
import { parseApproval } from '../../src/parser/parse.ts';
import { readingsDiffer } from '../../src/parser/same-reading.ts';
import { showText } from '../../src/parser/text.ts';
import { DIAGNOSTIC_WORDS, describeDiagnostic } from '../../src/words/diagnostics/index.ts';
import { expectLinear } from '../support/growth.ts';
import { DEVICE_CASES } from './device-corpus/cases.ts';

const DOCUMENTED = readFileSync(new URL('../golden/approval-file.txt', import.meta.url), 'latin1');

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const codesOf = (text: string, files?: LintFiles): string[] =>
  lint(bytesOf(text), { files }).map(({ code }) => code);
const messageOf = (diagnostic: Diagnostic): string => describeDiagnostic(diagnostic).message;
const fixed = (text: string): string =>
  Buffer.from(lintAndFix(bytesOf(text)).bytes).toString('latin1');
const dataOf = (text: string) => parseApproval(bytesOf(text)).data;

/** The documented file with one stretch of it replaced; the first, where there are several. */
function damaged(good: string, bad: string): string {
  expect(DOCUMENTED).toContain(good);
  return DOCUMENTED.replace(good, () => bad);
}

/** Files by path; everything else cannot be opened. */
function filesOf(contents: Readonly<Record<string, Uint8Array>>): DeviceFiles {
  return {
    open(path, length) {
      const name = showText(path);
      const content = Object.hasOwn(contents, name) ? contents[name] : undefined;
      return content && { size: content.length, start: content.subarray(0, length) };
    },
  };
}

const filled = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);
const WORLD = {
  'officer1.token': filled(160, 1),
  'officer1.token.sig1': filled(256, 2),
  'officer1.token.sig2': filled(256, 3),
};

describe('a file that is as it should be', () => {
  it('the documented example gives nothing to say', () => {
    expect(lint(bytesOf(DOCUMENTED))).toEqual([]);
    expect(lint(bytesOf(DOCUMENTED), { files: { fromWorkingDirectory: filesOf(WORLD) } })).toEqual(
      [],
    );
  });

  it('neither does it with Windows line ends', () => {
    expect(codesOf(DOCUMENTED.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  it('nor with both paths, with a colon, without blanks, or with other comments', () => {
    expect(codesOf(damaged('Token File Path = ;', 'Token File Path = officer1.token;'))).toEqual(
      [],
    );
    expect(codesOf(damaged('Number of Approvals = 2;', 'Number of Approvals: 2;'))).toEqual([]);
    expect(codesOf(damaged('Approver Name = officer1;', 'Approver Name=officer1;'))).toEqual([]);
    expect(codesOf(`  # indented\n\n${DOCUMENTED}# last\n`)).toEqual([]);
  });
});

describe('each rule', () => {
  const withExample = RULES.flatMap((rule) => (rule.example ? [{ rule, ...rule.example }] : []));

  it.each(withExample.map((one) => [one.rule.code, one] as const))(
    '%s finds the mistake of its example',
    (code, { rule, good, bad }) => {
      const found = lint(bytesOf(damaged(good, bad))).filter((one) => one.code === code);
      expect(found).not.toEqual([]);
      if (rule.fixable) expect(found.some(({ fix }) => fix !== undefined)).toBe(true);
    },
  );

  it.each(
    withExample.filter(({ rule }) => rule.fixable).map((one) => [one.rule.code, one] as const),
  )('%s is mended, and then nothing is left to say', (_, { good, bad }) => {
    expect(codesOf(fixed(damaged(good, bad)))).toEqual([]);
  });

  it('has a code and a summary of its own', () => {
    const codes = [...RULES, LAST_RULE].map(({ code }) => code);
    expect(codes.toSorted()).toEqual(Object.keys(DIAGNOSTIC_WORDS).sort());
    const summaries = Object.values(DIAGNOSTIC_WORDS).map(({ summary }) => summary);
    expect(new Set(summaries).size).toBe(codes.length);
  });
});

describe('lines', () => {
  it('a byte order mark is an error before a field, a warning before a comment', () => {
    const firstOf = (text: string) => lint(bytesOf(`\xef\xbb\xbf${text}`))[0];
    expect(firstOf(DOCUMENTED)).toMatchObject({ code: 'byte-order-mark', severity: 'warning' });
    const field = DOCUMENTED.slice(DOCUMENTED.indexOf('Multi Token File Path = '));
    expect(firstOf(field)).toMatchObject({ code: 'byte-order-mark', severity: 'error' });
    expect(fixed(`\xef\xbb\xbf${field}`)).toBe(field);
  });

  it('UTF-16, as PowerShell writes it, is one error, and can be mended', () => {
    for (const mark of ['\xff\xfe', '\xfe\xff']) {
      const little = Buffer.from(DOCUMENTED, 'utf16le');
      const units = mark === '\xff\xfe' ? little : Buffer.from(little).swap16();
      const text = mark + units.toString('latin1');
      expect(codesOf(text)).toEqual(['utf-16']);
      expect(fixed(text)).toBe(DOCUMENTED);
    }
  });

  it('carriage returns alone are one error, and can be mended', () => {
    const text = DOCUMENTED.replaceAll('\n', '\r');
    expect(codesOf(text)).toEqual(['carriage-return-lines']);
    expect(fixed(text)).toBe(DOCUMENTED);
  });

  it('a comment of 511 bytes hides a field behind it', () => {
    const text = damaged('# Approver 1\n', `${'#'.repeat(511)}Approver Name = eve;\n`);
    expect(readAsDevice(bytesOf(text)).error).not.toBeNull();
    expect(codesOf(text)).toEqual(['long-line']);
    expect(lint(bytesOf(text))[0]).toMatchObject({ severity: 'error' });
  });

  it('a long comment is a warning', () => {
    expect(lint(bytesOf(damaged('# Approver 1', '#'.repeat(600))))).toMatchObject([
      { code: 'long-line', severity: 'warning' },
    ]);
    expect(codesOf(damaged('# Approver 1', '#'.repeat(510)))).toEqual([]);
    expect(codesOf(damaged('# Approver 1', '#'.repeat(511)))).toEqual(['long-line']);
  });

  it('a file that ends in a value is undefined; one that ends behind a ; is a remark', () => {
    expect(codesOf(DOCUMENTED.slice(0, -2))).toEqual([
      'missing-last-newline',
      'unended-value',
      'missing-semicolon',
    ]);
    expect(fixed(DOCUMENTED.slice(0, -2))).toBe(DOCUMENTED);
    expect(lint(bytesOf(DOCUMENTED.slice(0, -1)))).toMatchObject([
      { code: 'missing-last-newline', severity: 'info' },
    ]);
    expect(fixed(DOCUMENTED.slice(0, -1))).toBe(DOCUMENTED);
  });

  it('several fields on a line are put on lines of their own, with the file’s own line end', () => {
    const windows = DOCUMENTED.replaceAll('\n', '\r\n');
    const joined = windows.replace('officer1;\r\nApproval File', 'officer1;  Approval File');
    expect(codesOf(joined)).toEqual(['second-field-on-line']);
    expect(fixed(joined)).toBe(windows);
  });

  it('a key that goes on as another word is told with what the device makes of it', () => {
    const found = lint(bytesOf(damaged('Approver Name =', 'Approver Names =')));
    const prefix = found.find(({ code }) => code === 'key-prefix');
    expect(prefix?.values).toEqual({ field: 'name', value: 's = officer1' });
    expect(prefix && messageOf(prefix)).toBe(
      'found a line that the device reads as "Approver Name", with the value "s = officer1"',
    );
  });

  it('a misspelt key is an error with a proposal, a foreign one a warning', () => {
    const misspelt = lint(
      bytesOf(damaged('Approver Name = officer1;', 'Aprover Nmae = officer1;')),
    );
    expect(misspelt).toContainEqual(
      expect.objectContaining({
        code: 'unknown-field',
        severity: 'error',
        values: { key: 'Aprover Nmae', similar: 'name' },
      }),
    );
    expect(lint(bytesOf(`Ticket = 4711;\n${DOCUMENTED}`))).toMatchObject([
      { code: 'unknown-field', severity: 'warning' },
    ]);
  });
});

describe('values', () => {
  it.each([
    ['Number of Approvals = 2 ;', []],
    ['Number of Approvals =\t2;', []],
    ['Number of Approvals = 0x2;', []],
    ['Number of Approvals = 0x2 ;', ['blank-before-semicolon']],
    ['Number of Approvals = 0X2;', ['number-format', 'no-approvals']],
    ['Number of Approvals = 2 approvals;', ['number-format']],
    [
      'Number of Approvals = 4294967298;',
      ['number-format', 'count-mismatch', 'too-many-approvals'],
    ],
    ['Number of Approvals = -1;', ['count-mismatch', 'number-format']],
    ['Number of Approvals = 3;', ['count-mismatch']],
    ['Number of Approvals = 1;', ['count-mismatch']],
    ['Number of Approvals = 0;', ['count-mismatch', 'no-approvals']],
  ])('%s', (line, codes) => {
    expect(codesOf(damaged('Number of Approvals = 2;', line)).sort()).toEqual([...codes].sort());
  });

  it.each([
    ['3', ['user-type']],
    ['CO', ['number-format', 'user-type']],
    ['258', ['number-format']],
    ['0x102', ['number-format']],
    ['', ['number-format', 'user-type']],
  ])('type %s', (value, codes) => {
    const text = damaged('Approver Type = 2;', `Approver Type = ${value};`);
    expect(codesOf(text).sort()).toEqual(codes);
  });

  it('limits of length', () => {
    const named = (length: number) =>
      damaged('Approver Name = officer1;', `Approver Name = ${'n'.repeat(length)};`);
    const filed = (length: number) =>
      damaged('Approval File = officer1.token.sig1;', `Approval File = ${'p'.repeat(length)};`);
    expect(codesOf(named(31))).toEqual([]);
    expect(codesOf(named(32))).toEqual(['long-value']);
    expect(codesOf(filed(255))).toEqual([]);
    expect(codesOf(filed(256))).toEqual(['long-value']);
  });

  it('20 approvals are allowed, 21 are not', () => {
    const file = (count: number) =>
      `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = ${count};\n${Array.from(
        { length: count },
        (_, at) => `Approver Type = 2;\nApprover Name = o${at};\nApproval File = s${at};\n`,
      ).join('')}`;
    expect(codesOf(file(20))).toEqual([]);
    expect(codesOf(file(21))).toEqual(['too-many-approvals']);
  });

  it('a control character in a value is in the message as it is, and a long value is cut', () => {
    const [first] = lint(bytesOf(damaged('= officer1;', `= \x1b[2J${'x'.repeat(20)};`)));
    expect(first && messageOf(first)).toContain('\x1b[2J');
    const [long] = lint(
      bytesOf(damaged('Number of Approvals = 2;', `Number of Approvals = ${'y'.repeat(300)};`)),
    );
    expect(long && messageOf(long).length).toBeLessThan(200);
  });
});

describe('what is wrong in the world', () => {
  const withWorld = (contents: Readonly<Record<string, Uint8Array>>, text = DOCUMENTED) =>
    codesOf(text, { fromWorkingDirectory: filesOf(contents) });
  const { 'officer1.token': _token, ...noToken } = WORLD;
  const { 'officer1.token.sig2': _signature, ...noSignature } = WORLD;

  it.each([
    ['no token', noToken, ['token-file']],
    ['an empty token', { ...WORLD, 'officer1.token': filled(0, 1) }, ['token-file']],
    ['a token of 79 bytes', { ...WORLD, 'officer1.token': filled(79, 1) }, ['token-file']],
    ['a token of 161 bytes', { ...WORLD, 'officer1.token': filled(161, 1) }, ['token-file']],
    ['32 records', { ...WORLD, 'officer1.token': filled(80 * 32, 1) }, []],
    ['33 records', { ...WORLD, 'officer1.token': filled(80 * 33, 1) }, ['token-file']],
    ['no signature', noSignature, ['signature-file']],
    ['a short signature', { ...WORLD, 'officer1.token.sig2': filled(255, 3) }, ['signature-file']],
    ['a long signature', { ...WORLD, 'officer1.token.sig2': filled(257, 3) }, ['signature-file']],
    [
      'the same signature in two files',
      { ...WORLD, 'officer1.token.sig2': filled(256, 2) },
      ['repeated-signature'],
    ],
  ])('%s', (_, contents: Readonly<Record<string, Uint8Array>>, codes) => {
    expect(withWorld(contents)).toEqual(codes);
  });

  it('each file is opened once, whichever rules look at it', () => {
    const opened: string[] = [];
    const noting = (place: string): DeviceFiles => ({
      open(path, length) {
        opened.push(`${place} ${path}`);
        return filesOf(WORLD).open(path, length);
      },
    });
    const files = { fromWorkingDirectory: noting('here'), fromOwnFolder: noting('there') };
    const text = damaged('Token File Path = ;', 'Token File Path = officer1.token;');
    expect(codesOf(text.replace('sig2', 'sig1'), files)).toEqual(['repeated-signature']);
    expect(opened.sort()).toEqual([
      'here officer1.token',
      'here officer1.token.sig1',
      'there officer1.token',
      'there officer1.token.sig1',
    ]);
  });

  it.each([
    ['a name', 'Approver Name = officer1;', 'Approver Name = officer1'],
    ['a number', 'Number of Approvals = 2;', 'Number of Approvals = 2 '],
  ])('a missing ";" that the device forgives is a warning: %s', (_, good, bad) => {
    expect(lint(bytesOf(damaged(good, bad))).map(({ code, severity }) => [code, severity])).toEqual(
      [['missing-semicolon', 'warning']],
    );
  });

  it.each([
    ['a comment', 'Approver Name = officer1;', 'Approver Name = officer1 # first'],
    ['blanks', 'Approver Name = officer1;', 'Approver Name = officer1 '],
    ['a carriage return', 'Approver Name = officer1;', 'Approver Name = officer1\r'],
  ])('one that lets the device read more is an error: %s', (_, good, bad) => {
    const found = lint(bytesOf(damaged(good, bad))).find(
      ({ code }) => code === 'missing-semicolon',
    );
    expect(found?.severity).toBe('error');
  });

  it('a line of the header that comes too late is named itself, and no other line', () => {
    const text = `${damaged('Token File Path = ;\n', '')}Token File Path = ;\n`;
    const found = lint(bytesOf(text)).filter(({ severity }) => severity === 'error');
    expect(found.map(({ code }) => code)).toEqual(['approver-in-header']);
    expect(text.slice(found[0]?.span.start)).toMatch(/^Token File Path = ;/);
  });

  it('a long signature is only a warning: the device cuts it', () => {
    const contents = { ...WORLD, 'officer1.token.sig2': filled(257, 3) };
    const files = { fromWorkingDirectory: filesOf(contents) };
    expect(lint(bytesOf(DOCUMENTED), { files })[0]?.severity).toBe('warning');
  });

  it('a single token that is missing or short', () => {
    const text = damaged('Token File Path = ;', 'Token File Path = one;');
    expect(withWorld(WORLD, text)).toEqual(['token-file']);
    expect(withWorld({ ...WORLD, one: filled(79, 1) }, text)).toEqual(['token-file']);
    expect(withWorld({ ...WORLD, one: filled(200, 1) }, text)).toEqual([]);
  });

  it('paths that mean other files from the file’s own folder', () => {
    const found = (here: Record<string, Uint8Array>, there: Record<string, Uint8Array>) =>
      codesOf(DOCUMENTED, { fromWorkingDirectory: filesOf(here), fromOwnFolder: filesOf(there) });
    expect(found(WORLD, WORLD)).toEqual([]);
    expect(found({}, WORLD)).toEqual(['path-depends-on-folder']);
    expect(found(WORLD, {})).toEqual(['path-depends-on-folder']);
    expect(found(WORLD, { ...WORLD, 'officer1.token': filled(160, 9) })).toEqual([
      'path-depends-on-folder',
    ]);
    expect(found({}, {})).toEqual(['token-file', 'signature-file', 'signature-file']);
  });
});

describe('the device corpus', () => {
  it.each(DEVICE_CASES.map((one) => [one.name, one.text] as const))('%s', (_, text) => {
    checkLaws(text);
    // Nothing in it needs the last net: each difference has a rule that names it.
    expect(codesOf(text)).not.toContain('readings-differ');
  });
});

/** What holds of any bytes at all. */
function checkLaws(text: string): void {
  const bytes = bytesOf(text);
  const diagnostics = lint(bytes);
  const data = dataOf(text);
  if (readingsDiffer(data, readAsDevice(bytes))) {
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).not.toEqual([]);
  }
  for (const diagnostic of diagnostics) {
    const { span } = diagnostic;
    expect(messageOf(diagnostic)).not.toBe('');
    expect(0 <= span.start && span.start <= span.end && span.end <= bytes.length).toBe(true);
  }
  const { bytes: mended, diagnostics: left } = lintAndFix(bytes);
  expect(left.filter(({ fix }) => fix !== undefined)).toEqual([]);
  expect(lintAndFix(mended).applied).toBe(0);
  // A fix changes what the device reads, never what is written, unless the file is in no shape to be read.
  if (!diagnostics.some(({ code }) => code === 'utf-16' || code === 'carriage-return-lines')) {
    expect(dataOf(Buffer.from(mended).toString('latin1'))).toEqual(data);
  }
}

const KEYS = Object.values(DEVICE_FIELDS).map(({ key }) => key);

/** Something to put into a file, or to put in the place of something. */
const fragment = fc.oneof(
  fc.constantFrom(...KEYS, ...KEYS.map((key) => `\n${key} = `), ...KEYS.map((key) => `${key};\n`)),
  fc.constantFrom(' ', '\t', '\r', '\n', '\r\n', ';', '=', ':', '#', '"', "'", '\0', '~', '$HOME'),
  fc.constantFrom('0x', '0X2', '-1', '0', '3', '258', '\xef\xbb\xbf', '\xff\xfe', '\xff', '=='),
  fc.constantFrom('n'.repeat(32), 'p'.repeat(256), '#'.repeat(511), 'x'.repeat(600)),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => Buffer.from(text).toString('latin1')),
);

/** The documented file after a few edits by somebody careless. */
const mutated = fc
  .array(fc.record({ at: fc.nat(DOCUMENTED.length), remove: fc.nat(40), put: fragment }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((edits) =>
    edits.reduce(
      (text, { at, remove, put }) => text.slice(0, at) + put + text.slice(at + remove),
      DOCUMENTED,
    ),
  );

const random = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
);

// `npm run fuzz` runs for hours.
const RUNS = Number(
  process.env['MOFN_FUZZ_RUNS'] ?? (process.env['MOFN_LONG'] === '1' ? 100_000 : 300),
);

describe('any bytes at all', () => {
  it('a mutated file whose readings differ has an error or warning; no fix changes what is written', () => {
    fc.assert(fc.property(mutated, checkLaws), { numRuns: RUNS });
  }, 0);

  it('and so has a random one', () => {
    fc.assert(fc.property(random, checkLaws), { numRuns: RUNS });
  }, 0);

  it.each(['\n', 'a=b\n', 'Approver Name = x;', 'Approver Type', '#'.repeat(511), '\0'])(
    'are judged in a time that grows with their number: %j',
    (pattern) => {
      expectLinear((size) => {
        const bytes = bytesOf(pattern.repeat(Math.ceil(size / pattern.length)));
        return () => lint(bytes);
      }, 1 << 16);
    },
  );
});
