import { describe, expect, it } from 'vitest';
import { Fields, refuseForm } from '../../../src/ceremony/toml/fields.ts';
import { readToml } from '../../../src/ceremony/toml/read-toml.ts';
import { Report } from '../../../src/ceremony/toml/report.ts';
import type { TomlDiagnosticValues } from '../../../src/failure-codes/toml-diagnostic.ts';

/** The fields of a file, and what is found in it. */
function open(toml: string, path = '') {
  const { table } = readToml(Buffer.from(toml));
  if (table === undefined) throw new Error('no TOML');
  const report = new Report<TomlDiagnosticValues>((code) =>
    code === 'unknown-key' ? 'warning' : 'error',
  );
  const found = () =>
    report.diagnostics.map(({ code, values, severity, span }) => {
      expect(severity).toBe(code === 'unknown-key' ? 'warning' : 'error');
      return [code, values, Buffer.from(toml).subarray(span.start, span.end).toString()];
    });
  return { fields: new Fields(table, path, { start: 0, end: 1 }, report), report, found };
}

const ALL = `text = "x"
number = 3
day = 1970-01-02
list = ["a", "b"]
flag = true
[table]
inside = 4
[[many]]
inside = 5
[[many]]
inside = 6
`;

describe('what is there', () => {
  it('is told with its path and place', () => {
    const { fields, found } = open(ALL, 'top');
    expect(fields.string('text')).toEqual({
      value: 'x',
      path: 'top.text',
      span: { start: 7, end: 10 },
    });
    expect(fields.integer('number')).toEqual({
      value: 3,
      path: 'top.number',
      span: { start: 20, end: 21 },
    });
    expect(fields.date('day')).toEqual({
      value: 86_400,
      path: 'top.day',
      span: { start: 28, end: 38 },
    });
    expect(fields.strings('list')).toEqual([
      { value: 'a', path: 'top.list[0]', span: { start: 47, end: 50 } },
      { value: 'b', path: 'top.list[1]', span: { start: 52, end: 55 } },
    ]);
    const table = fields.fields('table');
    expect([table?.path('inside'), table?.span]).toEqual([
      'top.table.inside',
      { start: 70, end: 75 },
    ]);
    const many = fields.tables('many');
    expect(many?.map((one) => one.integer('inside'))).toEqual([
      { value: 5, path: 'top.many[0].inside', span: { start: 106, end: 107 } },
      { value: 6, path: 'top.many[1].inside', span: { start: 126, end: 127 } },
    ]);
    expect(many?.map((one) => one.span.start)).toEqual([90, 110]);
    expect(found()).toEqual([]);
  });

  it('is a table where its name stands', () => {
    const { fields } = open('inline = { a = 1 }');
    expect(fields.fields('inline')?.span).toEqual({ start: 0, end: 6 });
  });

  it('has no dot before it in the file itself', () => {
    const { fields } = open(ALL);
    expect(fields.path('text')).toBe('text');
    expect(fields.string('text')?.path).toBe('text');
    expect(fields.entries()[0]).toEqual({
      name: 'text',
      nameSpan: { start: 0, end: 4 },
      path: 'text',
    });
    expect(fields.entries().map(({ name }) => name)).toEqual([
      ...['text', 'number', 'day', 'list', 'flag', 'table', 'many'],
    ]);
  });

  it('is a word as a text or as a number', () => {
    const { fields, found } = open(ALL);
    expect(fields.word('text')?.value).toBe('x');
    expect(fields.word('number')).toEqual({
      value: '3',
      path: 'number',
      span: { start: 20, end: 21 },
    });
    expect(fields.word('none')).toBeUndefined();
    expect(found()).toEqual([]);
    expect(fields.word('flag')).toBeUndefined();
    expect(found()).toEqual([
      ['value-type', { path: 'flag', found: 'boolean', expected: 'string' }, 'true'],
    ]);
  });
});

describe('what is something else', () => {
  it.each([
    ['string', 'number', 'integer', 'string', '3'],
    ['integer', 'text', 'string', 'integer', '"x"'],
    ['date', 'flag', 'boolean', 'date', 'true'],
    ['fields', 'number', 'integer', 'table', '3'],
    ['strings', 'text', 'string', 'array', '"x"'],
    ['tables', 'text', 'string', 'array', '"x"'],
  ] as const)('is told by %s of %s', (reader, name, kind, expected, text) => {
    const { fields, found } = open(ALL);
    expect(fields[reader](name)).toBeUndefined();
    expect(found()).toEqual([['value-type', { path: name, found: kind, expected }, text]]);
    // It is there, and not missing.
    fields.missing(name);
    expect(found()).toHaveLength(1);
  });

  it('in a list leaves the others', () => {
    const { fields, found } = open('list = ["a", 1, "b"]');
    expect(fields.strings('list')?.map(({ value }) => value)).toEqual(['a', 'b']);
    expect(found()).toEqual([
      ['value-type', { path: 'list[1]', found: 'integer', expected: 'string' }, '1'],
    ]);
  });
});

describe('what is not there', () => {
  it.each(['string', 'integer', 'date', 'fields', 'strings', 'tables', 'word'] as const)(
    'is no %s, and that is no mistake by itself',
    (reader) => {
      const { fields, found } = open('');
      expect(fields[reader]('none')).toBeUndefined();
      expect(found()).toEqual([]);
    },
  );

  it('is missing where somebody says so', () => {
    const { fields, found } = open(ALL, 'top');
    expect(fields.missing('none')).toBeUndefined();
    expect(fields.missing('text')).toBeUndefined();
    expect(found()).toEqual([['missing-key', { path: 'top.none' }, 't']]);
  });
});

describe('too many', () => {
  const list = (count: number) => `list = [${'"a",'.repeat(count)}]`;
  const tables = (count: number) => '[[list]]\n'.repeat(count);

  it.each([
    [300, 300],
    [301, undefined],
  ])('%i texts', (count, read) => {
    const { fields, found } = open(list(count));
    expect(fields.strings('list')?.length).toBe(read);
    expect(found()).toEqual(
      read === undefined ? [['too-many', { path: 'list', most: 300 }, list(count).slice(7)]] : [],
    );
  });

  it.each([
    [300, undefined, 300, 300],
    [301, undefined, 300, undefined],
    [2, 2, 2, 2],
    [3, 2, 2, undefined],
  ])('%i tables of at most %s', (count, given, most, read) => {
    const { fields, found } = open(tables(count));
    expect(fields.tables('list', given)?.length).toBe(read);
    expect(found()).toEqual(
      read === undefined ? [['too-many', { path: 'list', most }, 'list']] : [],
    );
  });
});

it('what nobody asked for is told with the nearest that somebody did', () => {
  const { fields, found } = open('txt = 1\nnumber = 2\nother = 3', 'top');
  fields.string('text');
  fields.integer('number');
  fields.refuseOthers();
  expect(found()).toEqual([
    ['unknown-key', { path: 'top.txt', nearest: 'text' }, 'txt'],
    ['unknown-key', { path: 'top.other', nearest: undefined }, 'other'],
  ]);
});

it('findings are in the order of the file', () => {
  const { report, found } = open('a = 1\nb = 2');
  for (const start of [6, 0, 4]) {
    report.add('missing-key', { path: `at ${start}` }, { start, end: start + 1 });
  }
  expect(found().map(([, values]) => values)).toEqual([
    { path: 'at 0' },
    { path: 'at 4' },
    { path: 'at 6' },
  ]);
});

it('a form that is none is told with the nearest that is known', () => {
  const { report, found } = open('a = "countz"');
  const given = { value: 'countz', path: 'a', span: { start: 4, end: 12 } };
  expect(refuseForm(given, 'requester', report, ['counts', 'does-not-count'])).toBeUndefined();
  expect(found()).toEqual([
    [
      'value-form',
      { path: 'a', found: 'countz', expected: 'requester', nearest: 'counts' },
      '"countz"',
    ],
  ]);
});
