/**
 * What lint calls an error is refused by the device or the HSM, or read otherwise than it is written; and what is
 * so has an error. The exceptions stand here, each with its reason.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../src/latin1.ts';
import { readAsDevice } from '../../src/parser/device.ts';
import type { Diagnostic, DiagnosticCode } from '../../src/parser/diagnostic.ts';
import { RULES } from '../../src/parser/lint/all-rules.ts';
import { lint } from '../../src/parser/lint.ts';
import { parseApproval } from '../../src/parser/parse.ts';
import { readingsDiffer } from '../../src/parser/same-reading.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { howMany } from '../support/how-many.ts';
import { anyFile, DOCUMENTED, damagedFiles, writableData } from './generators.ts';

/** Errors of files that the device takes as they are written. */
const EXCEPTIONS: Partial<Record<DiagnosticCode, string>> = {
  'repeated-approver': 'the HSM counts nobody twice',
  'empty-value': 'the HSM knows no user without a name; the device opens no file without one',
  'repeated-signature': 'a signature is of one officer: the HSM refuses the file',
  'quoted-value': 'the quotes would be part of the name of the user or file',
  'unended-value': 'the device reads beyond its memory: what it reads there is luck',
  'missing-semicolon': 'only where a value is not ended: the same',
  'duplicate-field': 'only where one of the two lines is spelt wrong: which is meant, nobody knows',
  'approver-in-header':
    'only where the line that the device skips stands once more behind: likewise',
  'key-spelling': 'only where the line is there in the right spelling too: likewise',
  'indented-field': 'only where the line is there in the first column too: likewise',
  'byte-order-mark': 'only where the line that it hides stands once more behind: likewise',
};

interface Judged {
  readonly errors: readonly Diagnostic[];
  /** By the device; or by the HSM, as a quorum of nobody. */
  readonly isRefused: boolean;
}

function judge(text: string): Judged {
  const bytes = encodeLatin1(text);
  const { data } = parseApproval(bytes);
  return {
    errors: lint(bytes).filter(({ severity }) => severity === 'error'),
    isRefused: data.approvers.length === 0 || readingsDiffer(data, readAsDevice(bytes)),
  };
}

const written = writableData.map((data) => Buffer.from(writeApproval(data)).toString('latin1'));
const files = fc.oneof(anyFile, damagedFiles, written);

/** Files that were once said to have an error, by chance. */
const FOUND = [
  `\xef\xbb\xbfToken File Path", type the path\n${DOCUMENTED}`,
  `\0oken File Path = x;\n${DOCUMENTED}`,
];

describe('an error of lint', () => {
  it('is there just where the device refuses the file or reads it otherwise', () => {
    fc.assert(
      fc.property(files, (text) => {
        const { errors, isRefused } = judge(text);
        if (isRefused) expect(errors).not.toEqual([]);
        else expect(errors.filter(({ code }) => EXCEPTIONS[code] === undefined)).toEqual([]);
      }),
      { numRuns: howMany(400, 20_000), examples: FOUND.map((text) => [text]) },
    );
  });

  it('is no error of the device for each of the exceptions', () => {
    const texts: Partial<Record<DiagnosticCode, string>> = {
      'repeated-approver': DOCUMENTED.replaceAll('officer2', 'officer1'),
      'empty-value': DOCUMENTED.replace('= officer2;', '= ;'),
      'repeated-signature': DOCUMENTED.replace('officer1.token.sig2', 'officer1.token.sig1'),
      'quoted-value': DOCUMENTED.replace('= officer2;', '= "officer2";'),
      'unended-value': DOCUMENTED.trimEnd().slice(0, -1),
      'missing-semicolon': DOCUMENTED.trimEnd().slice(0, -1),
      'duplicate-field': `token file path = ;\n${DOCUMENTED}`,
      'approver-in-header': DOCUMENTED.replace('Number of', 'Approver Type = 2;\nNumber of'),
      'key-spelling': `token file path = ;\n${DOCUMENTED}`,
      'indented-field': ` Token File Path = ;\n${DOCUMENTED}`,
      'byte-order-mark': `\xef\xbb\xbfToken File Path = ;\n${DOCUMENTED}`,
    };
    expect(Object.keys(texts).sort()).toEqual(Object.keys(EXCEPTIONS).sort());
    for (const [code, text] of Object.entries(texts)) {
      const { errors, isRefused } = judge(text);
      const codes = errors.map((error) => error.code);
      expect([code, isRefused, codes.includes(code as DiagnosticCode)]).toEqual([
        code,
        false,
        true,
      ]);
    }
  });

  it('is in the example of each rule that has errors of the text', () => {
    for (const { code, severity, example } of RULES) {
      if (severity !== 'error' || example === undefined || !DOCUMENTED.includes(example.good)) {
        continue;
      }
      const { errors, isRefused } = judge(DOCUMENTED.replace(example.good, example.bad));
      expect([code, errors.length > 0]).toEqual([code, true]);
      expect([code, isRefused || EXCEPTIONS[code] !== undefined]).toEqual([code, true]);
    }
  });
});
