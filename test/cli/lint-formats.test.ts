import { readFileSync } from 'node:fs';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeReports } from '../../src/answers/lint/encode-reports.ts';
import { createRegionFinder } from '../../src/answers/lint/region.ts';
import { createReport, type FileReport, MOST_TOLD } from '../../src/answers/lint/report.ts';
import { listWorkflowCommands } from '../../src/cli/commands/approval/lint/formats/github.ts';
import { encodeAsSarif } from '../../src/cli/commands/approval/lint/formats/sarif.ts';
import { encodeWorkflowCommand } from '../../src/cli/output/workflow-command.ts';
import { lint } from '../../src/parser/lint.ts';
import { encodeJson } from '../../src/printable.ts';
import { describeDiagnostic } from '../../src/words/diagnostics/index.ts';
import { howMany } from '../support/how-many.ts';

const DOCUMENTED = readFileSync(new URL('../golden/approval-file.txt', import.meta.url), 'latin1');

function reportOf(source: string, file = 'ceremony/approval.txt'): FileReport {
  const { length } = source;
  const diagnostics = lint(Buffer.from(source, 'latin1'));
  return createReport({ file, source, length, diagnostics }, describeDiagnostic, MOST_TOLD.json);
}

const BAD = reportOf(
  DOCUMENTED.replace('Approver Name = officer1;', 'Approver Name = j\xc3\xbcrgen ;'),
);

describe('json', () => {
  it('has every place as line, column and offset', () => {
    expect(encodeReports([BAD, reportOf(DOCUMENTED, 'good')])).toEqual({
      schemaVersion: 1,
      errors: 1,
      warnings: 1,
      files: [
        {
          file: 'ceremony/approval.txt',
          diagnostics: [
            {
              code: 'user-name',
              severity: 'warning',
              message: 'found the approver name "jürgen", expected letters, digits and "_"',
              hint: 'write the name as listUsers shows it',
              startLine: 15,
              startColumn: 17,
              endLine: 15,
              endColumn: 23,
              startOffset: 541,
              endOffset: 548,
              fixable: false,
            },
            {
              code: 'blank-before-semicolon',
              severity: 'error',
              message: 'found blanks between "jürgen" and ";": they are part of the value',
              hint: 'put the ";" directly behind the value',
              startLine: 15,
              startColumn: 23,
              endLine: 15,
              endColumn: 24,
              startOffset: 548,
              endOffset: 549,
              fixable: true,
            },
          ],
        },
        { file: 'good', diagnostics: [] },
      ],
    });
  });
});

describe('github', () => {
  it('is one workflow command a finding', () => {
    expect(listWorkflowCommands([BAD]).map(encodeWorkflowCommand)).toEqual([
      '::warning file=ceremony/approval.txt,line=15,col=17,endLine=15,endColumn=23,title=user-name::found the approver name "jürgen", expected letters, digits and "_"%0Ahint: write the name as listUsers shows it',
      '::error file=ceremony/approval.txt,line=15,col=23,endLine=15,endColumn=24,title=blank-before-semicolon::found blanks between "jürgen" and ";": they are part of the value%0Ahint: put the ";" directly behind the value',
    ]);
  });

  it('lets no file name or value end a command', () => {
    const source = DOCUMENTED.replace('officer1;', 'a%0Ab\r::error::c;');
    const reports = [reportOf(source, 'a,b:c%\n.txt')];
    const lines = listWorkflowCommands(reports).map(encodeWorkflowCommand);
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) file=a%2Cb%3Ac%25%0A\.txt,/);
      expect(line).not.toContain('\r');
    }
    expect(lines.join('\n')).toContain('a%250Ab');
  });
});

describe('sarif', () => {
  // The schema that Microsoft's matchers for SARIF bring along; it is draft 4.
  const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  const check = (reports: readonly FileReport[]): Record<string, unknown> => {
    const log = JSON.parse(encodeJson(encodeAsSarif(reports, '1.2.3'))) as Record<string, unknown>;
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    return log;
  };

  it('is valid with and without findings', () => {
    check([]);
    check([reportOf(DOCUMENTED)]);
    const log = check([BAD, reportOf('')]);
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'mofn', version: '1.2.3' } },
          artifacts: [{ location: { uri: 'ceremony/approval.txt' } }, {}],
        },
      ],
    });
  });

  it('names its rules, and mends what can be mended', () => {
    const [run] = (check([BAD]) as { runs: { results: object[]; tool: unknown }[] }).runs;
    expect(run?.results[1]).toMatchObject({
      ruleId: 'blank-before-semicolon',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'ceremony/approval.txt', index: 0 },
            region: { startLine: 15, startColumn: 23, byteOffset: 548, byteLength: 1 },
          },
        },
      ],
      fixes: [
        {
          artifactChanges: [
            { replacements: [{ deletedRegion: { byteOffset: 548, byteLength: 1 } }] },
          ],
        },
      ],
    });
  });

  it('refuses what is no SARIF: the check itself works', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
    expect(validate({ version: '2.0.0', runs: [] })).toBe(false);
  });

  it('is valid for any path and any bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
        fc.uint8Array({ maxLength: 200 }),
        (file, bytes) => {
          const source = Buffer.from(bytes).toString('latin1');
          check([reportOf(source, file), reportOf(DOCUMENTED.replace('officer1;', source), file)]);
        },
      ),
      { numRuns: howMany(8, 50) },
    );
  });
});

describe('places', () => {
  it('count what an editor counts: UTF-16 code units, from 1', () => {
    const source = 'a\n\xf0\x9f\x94\x91key\r\n';
    const regionOf = createRegionFinder(source);
    expect(regionOf({ start: 6, end: 9 })).toEqual({
      startLine: 2,
      startColumn: 3,
      endLine: 2,
      endColumn: 6,
    });
    expect(regionOf({ start: source.length, end: source.length })).toMatchObject({ startLine: 3 });
  });
});
