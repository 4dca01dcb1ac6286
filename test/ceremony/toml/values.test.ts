import { expect, it } from 'vitest';
import { Report } from '../../../src/ceremony/toml/report.ts';
import { readId, readText } from '../../../src/ceremony/toml/values.ts';
import type { TomlDiagnosticValues } from '../../../src/failure-codes/toml-diagnostic.ts';

const SPAN = { start: 3, end: 5 };

function read(
  reader: typeof readId | typeof readText,
  value: string,
): readonly [string | undefined, unknown] {
  const report = new Report<TomlDiagnosticValues>(() => 'error');
  const found = reader({ value, path: 'a.b', span: SPAN }, report);
  return [found, report.diagnostics];
}

const refused = (found: string, expected: string) => [
  undefined,
  [
    {
      code: 'value-form',
      values: { path: 'a.b', found, expected, nearest: undefined },
      span: SPAN,
      severity: 'error',
    },
  ],
];

it.each(['a', 'A-b_9', 'x'.repeat(64)])('%s is an id', (value) => {
  expect(read(readId, value)).toEqual([value, []]);
});

it.each(['', 'a b', ' a', 'a ', 'é', 'x'.repeat(65)])('%j is no id', (value) => {
  expect(read(readId, value)).toEqual(refused(value, 'id'));
});

it.each(['a', ' Ada Lovelace ', 'Ærøskøbing', 'x'.repeat(200)])('%j is a text', (value) => {
  expect(read(readText, value)).toEqual([value, []]);
});

it.each([
  '',
  ' \u00a0',
  'x'.repeat(201),
  'a\nb',
  'a\u0000',
  '\u0085a',
  'a\u2028',
  'a\u202eb',
  'a\u2066b',
])('%j is no text', (value) => {
  expect(read(readText, value)).toEqual(refused(value, 'text'));
});

it('no text is none, and nothing to be told', () => {
  const report = new Report<TomlDiagnosticValues>(() => 'error');
  expect(readText(undefined, report)).toBeUndefined();
  expect(report.diagnostics).toEqual([]);
});
