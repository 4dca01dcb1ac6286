/**
 * What people read of one thing is one line: a newline in it would be shown as `\n`. And it is said once.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCaseFile } from '../support/case-file.ts';

/** These have lines that their readers take apart: what is printed as it is, what the device says, and programs. */
const OF_LINES = ['audit-record.ts', 'cut-at-hyphens.ts', 'device.ts', 'failures/hsm-files.ts'];

it('no words have a newline in them', () => {
  const found = readdirSync('src/words', { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      name.endsWith('.ts') &&
      readFileSync(join('src/words', name), 'utf8')
        .split('\n')
        .some(
          (line) => !/^\s*(\*|\/\*|\/\/)/.test(line) && /(?<!replace\('|split\(')\\n/.test(line),
        ),
  );
  expect(found.sort()).toEqual(OF_LINES);
});

const CASES = readdirSync('test/cases')
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => parseCaseFile(readFileSync(join('test/cases', name), 'utf8')).cases);

describe('what the cases of test/cases are told', () => {
  it.each(['stdout', 'stderr'] as const)('has no hint twice for one thing, on %s', (stream) => {
    const doubled = CASES.filter(({ outcome }) => {
      const lines = outcome[stream].split('\n').map((line) => line.trim());
      return lines.some(
        (line, at) =>
          (line.startsWith('hint: ') && lines[at + 1] === line) || /hint: .*hint: /.test(line),
      );
    });
    expect(doubled.map(({ title }) => title)).toEqual([]);
  });

  it('has newlines of no words in it', () => {
    const shown = CASES.filter(
      ({ command, files, outcome }) =>
        outcome.stderr.includes('\\n') &&
        !/\\n|\n/.test(command) &&
        ![...files.values()].some((text) => text.includes('\\n')),
    );
    expect(shown.map(({ title }) => title)).toEqual([]);
  });
});
