/** What is printed of files that somebody made to flood whoever reads the answer, or the disk. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeReports } from '../../src/answers/lint/encode-reports.ts';
import { createReport, MOST_TOLD } from '../../src/answers/lint/report.ts';
import { encodeAsSarif } from '../../src/cli/commands/approval/lint/formats/sarif.ts';
import { showAsText } from '../../src/cli/commands/approval/lint/formats/text.ts';
import { createContext } from '../../src/cli/output/create-printer.ts';
import { lint } from '../../src/parser/lint.ts';
import { describeDiagnostic } from '../../src/words/diagnostics/index.ts';
import { expectLinear } from '../support/growth.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const officers = useOfficerFolder();
const LINE = 'Approver Type = 2; ';
const FORMATS = ['text', 'json', 'github', 'sarif'] as const;

function run(...words: readonly string[]) {
  return runCommand(words, { cwd: officers.folder });
}

describe('lint of one long line with a fault in each part', () => {
  it.each(FORMATS)(
    'as %s says a bounded part of it, and how much more there is',
    async (format) => {
      const printed = async (parts: number): Promise<string> => {
        writeFileSync(officers.path('line.txt'), LINE.repeat(parts));
        const { code, stdout } = await run('approval', 'lint', '--format', format, 'line.txt');
        expect(code).toBe(1);
        return stdout;
      };
      const [some, more] = [await printed(12_000), await printed(24_000)];
      expect(more.length).toBeLessThan(1.2 * some.length);
      const left = 23_999 - MOST_TOLD[format].ofWords;
      const words = `… and ${left.toLocaleString('en-US')} more`;
      expect(more).toContain(format === 'json' ? `"count":${left}` : words);
    },
  );

  it('takes a time that grows with it', async () => {
    const nothing = { isTTY: false, columns: 80, write: () => undefined };
    const stdin = { isTTY: false, async *pieces() {} };
    const world = { stdin, stdout: nothing, stderr: nothing, env: {}, cwd: '/', now: () => 0 };
    const { stdout } = await createContext(world);
    expectLinear((parts) => {
      const source = LINE.repeat(parts);
      const bytes = Buffer.from(source);
      return () => {
        const { length } = source;
        const found = { file: 'x', source, length, diagnostics: lint(bytes) };
        const reportAs = (format: keyof typeof MOST_TOLD) => [
          createReport(found, describeDiagnostic, MOST_TOLD[format]),
        ];
        showAsText(reportAs('text'), stdout);
        stdout.printJson(encodeReports(reportAs('json')));
        stdout.printJson(encodeAsSarif(reportAs('sarif'), '1'), 2);
      };
    }, 2000);
  });
});

it('JSON and SARIF count what they leave out, and the totals have it', async () => {
  writeFileSync(officers.path('unknown.txt'), 'x = y;\n'.repeat(500));
  const answer = async (format: string) =>
    JSON.parse((await run('approval', 'lint', '--format', format, 'unknown.txt')).stdout);
  const json = await answer('json');
  const [file] = json.files;
  const omitted = file.omitted as { code: string; severity: string; count: number }[];
  expect(omitted).toContainEqual(expect.objectContaining({ count: 500 - MOST_TOLD.json.ofKind }));
  const told = [...file.diagnostics, ...omitted.flatMap((kind) => Array(kind.count).fill(kind))];
  for (const severity of ['error', 'warning'] as const) {
    const count = told.filter((one) => one.severity === severity).length;
    expect(json[`${severity}s`]).toBe(count);
  }
  const { runs } = await answer('sarif');
  expect(runs[0].invocations).toMatchObject([
    {
      executionSuccessful: true,
      toolExecutionNotifications: omitted.map(({ code, count }) => ({
        associatedRule: { id: code },
        properties: { omitted: count },
      })),
    },
  ]);
});

it('a fix of very many replacements is not told in SARIF', async () => {
  writeFileSync(officers.path('cr.txt'), 'x = y;\r'.repeat(20_000));
  const { stdout } = await run('approval', 'lint', '--format', 'sarif', 'cr.txt');
  expect(stdout.length).toBeLessThan(100_000);
});

it.each([
  ['approval', 'show', 'long.txt'],
  ['approval', 'status', 'long.txt', '--roster', 'roster'],
  ['approval', 'lint', 'long.txt'],
])('a very long value is cut: %s %s', async (...words) => {
  const value = 'x'.repeat(900_000);
  writeFileSync(officers.path('long.txt'), `Multi Token File Path = ${value};\n`);
  const { stdout, stderr } = await run(...words);
  expect(stdout.length + stderr.length).toBeLessThan(100_000);
});

it('lists of very many are folded in text', async () => {
  mkdirSync(officers.path('small'));
  writeFileSync(officers.path('small/officer1.pub'), officers.read('officer1.pub'));
  const record = officers.read('officer1.token').toString('latin1', 0, 80);
  writeFileSync(officers.path('many.token'), Buffer.from(record.repeat(5000), 'latin1'));
  const token = await run('token', 'show', 'many.token');
  expect(token.stdout).toContain('… and 4,900 more');
  writeFileSync(
    officers.path('many.txt'),
    'Approver Type = 2;\nApprover Name = a;\nApproval File = b;\n'.repeat(3000),
  );
  const status = await run('approval', 'status', 'many.txt', '--roster', 'small');
  expect(status.stdout).toContain('… and 2,901 more');
  expect(status.stdout.length + status.stderr.length).toBeLessThan(100_000);
});

it('folds what is the same of each approver from the third on', async () => {
  const approver = (at: number): string =>
    `Approver Type = 2;\n  Approver Name = officer${at};\nApproval File = s${at};\n`;
  const header = 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 20;\n';
  const approvers = Array.from({ length: 20 }, (_, at) => approver(at)).join('');
  writeFileSync(officers.path('many.txt'), header + approvers);
  const { stdout } = await run('approval', 'lint', '--no-files', 'many.txt');
  expect(stdout.match(/^many\.txt.* indented-field: .*$/gm)).toEqual([
    expect.stringMatching(/^many\.txt:5:1: /),
    expect.stringMatching(/^many\.txt:8:1: /),
    'many.txt: error indented-field: … and 18 more like it',
  ]);
  const named = (await run('approval', 'lint', 'many.txt')).stdout;
  // Each names another file.
  expect(named.match(/ signature-file: found/g)).toHaveLength(20);
});
