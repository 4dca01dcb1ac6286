import { describe, expect, it } from 'vitest';
import { readToml } from '../../../src/ceremony/toml/read-toml.ts';
import type { TomlValue } from '../../../src/ceremony/toml/toml-value.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The values alone. */
function plain(value: TomlValue): unknown {
  if (value.kind === 'array') return value.items.map(plain);
  if (value.kind === 'table') {
    return Object.fromEntries([...value.members].map(([name, one]) => [name, plain(one.value)]));
  }
  const { span, ...rest } = value;
  return rest;
}

function valuesOf(toml: string): unknown {
  const { table, problem } = readToml(encode(toml));
  return table === undefined ? problem : plain(table);
}

const integer = (value: number) => ({ kind: 'integer', value });

describe('a value', () => {
  it.each([
    ['"é\\u0041"', { kind: 'string', value: 'éA' }],
    ["'a\\b'", { kind: 'string', value: 'a\\b' }],
    ['"""\na\nb"""', { kind: 'string', value: 'a\nb' }],
    ['0x10', integer(16)],
    ['-1_000', integer(-1000)],
    ['1.5', { kind: 'float' }],
    ['nan', { kind: 'float' }],
    ['true', { kind: 'boolean', value: true }],
    ['false', { kind: 'boolean', value: false }],
    ['1979-05-27', { kind: 'date', seconds: 296_611_200 }],
    ['1979-05-27T07:32:00Z', { kind: 'date', seconds: 296_638_320 }],
    ['1979-05-27t07:32:00z', { kind: 'date', seconds: 296_638_320 }],
    ['1979-05-27 07:32:00+01:00', { kind: 'date', seconds: 296_634_720 }],
    ['0001-01-01 00:00:00Z', { kind: 'date', seconds: -62_135_596_800 }],
    // A second is the one that has begun.
    ['1979-05-27T07:32:00.9Z', { kind: 'date', seconds: 296_638_320 }],
    ['1969-12-31T23:59:59.5Z', { kind: 'date', seconds: -1 }],
    ['1979-05-27T07:32:00', { kind: 'local-time' }],
    ['07:32:00', { kind: 'local-time' }],
    // A leap second is none of Unix time.
    ['2016-12-31T23:59:60Z', { kind: 'local-time' }],
    ['[1, [2], {b = 3}]', [integer(1), [integer(2)], { b: integer(3) }]],
    ['{}', {}],
    ['{b.c = 1, "d e" = 2}', { b: { c: integer(1) }, 'd e': integer(2) }],
  ])('%s', (toml, expected) => {
    expect(valuesOf(`a = ${toml}`)).toEqual({ a: expected });
  });
});

describe('a table', () => {
  it.each([
    ['', {}],
    ['[a]\nx = 1\n[a.b]\ny = 2', { a: { x: integer(1), b: { y: integer(2) } } }],
    ['[a.b]\ny = 2\n[a]\nx = 1', { a: { x: integer(1), b: { y: integer(2) } } }],
    ['a.b.c = 1\na.d = 2', { a: { b: { c: integer(1) }, d: integer(2) } }],
    ['[a]\nb.c = 1\nb.d = 2', { a: { b: { c: integer(1), d: integer(2) } } }],
    [
      '[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2\n[[a]]',
      { a: [{ x: integer(1) }, { b: { y: integer(2) } }, {}] },
    ],
    ['[[a.b]]\nx = 1\n[[a.b]]\nx = 2', { a: { b: [{ x: integer(1) }, { x: integer(2) }] } }],
    ['[[a]]\n[[a.b]]\nx = 1\n[[a.b]]', { a: [{ b: [{ x: integer(1) }, {}] }] }],
  ])('%j', (toml, expected) => {
    expect(valuesOf(toml)).toEqual(expected);
  });

  it('has no name that is anything but one', () => {
    const { table } = readToml(encode('__proto__ = 1\n[constructor]\n"" = 2'));
    expect([...(table?.members.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
  });
});

/** Every name and value of a file, as it stands there. */
function placesOf(toml: string): readonly string[] {
  const bytes = Buffer.from(toml);
  const textOf = (span: { start: number; end: number }): string =>
    bytes.subarray(span.start, span.end).toString();
  const list = (value: TomlValue): readonly string[] => {
    if (value.kind === 'array') return [textOf(value.span), ...value.items.flatMap(list)];
    if (value.kind !== 'table') return [textOf(value.span)];
    const members = [...value.members.values()];
    return [
      textOf(value.span),
      ...members.flatMap((one) => [textOf(one.nameSpan), ...list(one.value)]),
    ];
  };
  const { table } = readToml(bytes);
  return table === undefined ? [] : list(table).slice(1);
}

describe('places', () => {
  it.each([
    ['"é" = 1', ['"é"', '1']],
    ['\ufeffa = 1 # é\nb = "é"\n', ['a', '1', 'b', '"é"']],
    ['a.b = 1', ['a', 'a', 'b', '1']],
    ['[a.b]\nc = [1, "€"]', ['a', 'a', 'b', 'b', 'c', '[1, "€"]', '1', '"€"']],
    ['[[a]]\nb = { c = 1 }', ['a', 'a', 'a', 'b', '{ c = 1 }', 'c', '1']],
  ])('of %j are those of bytes', (toml, places) => {
    expect(placesOf(toml)).toEqual(places);
  });
});

describe('too much', () => {
  const error = (code: string, values: object, start: number, end: number) => ({
    problem: { code, values, severity: 'error', span: { start, end } },
  });
  const size = (length: number) => readToml(encode('#'.repeat(length)));

  it('of bytes', () => {
    expect(size(262_145)).toEqual(error('toml-size', { bytes: 262_145, most: 262_144 }, 0, 0));
    expect(size(262_144).table?.members.size).toBe(0);
  });

  it('of depth', () => {
    const deep = (length: number) => readToml(encode(`é = ${'['.repeat(length)}`));
    expect(deep(17)).toEqual(error('toml-depth', { most: 16 }, 21, 22));
    expect(deep(16).problem?.code).toBe('toml-syntax');
    const dotted = (length: number) => readToml(encode(`b = 1\n${'a.'.repeat(length - 1)}a = 1`));
    expect(dotted(17)).toEqual(error('toml-depth', { most: 16 }, 6, 39));
    expect(dotted(16).table?.members.size).toBe(2);
    const header = readToml(encode(`[${'a.'.repeat(16)}a]`));
    expect(header).toEqual(error('toml-depth', { most: 16 }, 1, 34));
  });

  it('of text', () => {
    const long = (length: number) => readToml(encode(`a = "${'x'.repeat(length - 2)}"`));
    expect(long(16_385)).toEqual(error('toml-text-size', { most: 16_384 }, 4, 5));
    expect(long(16_384).table?.members.size).toBe(1);
  });

  it('and no UTF-8', () => {
    for (const bytes of [[0xff], [0x61, 0xc3], [0xed, 0xa0, 0x80]]) {
      expect(readToml(Uint8Array.from(bytes))).toEqual(error('toml-encoding', {}, 0, 0));
    }
  });
});

describe('where it is none', () => {
  it.each([
    ['a = "x', 'string-end', 6, 6],
    ["a = 'x\n'", 'string-end', 6, 7],
    ['[a', 'table-key-end', 2, 2],
    ['a = [1', 'array-end', 6, 6],
    ['a = {b = 1', 'inline-table-end', 10, 10],
    ['a = 1 b = 2', 'newline', 6, 7],
    // What is missing is missing behind what is there.
    ['a  \n', 'equals-sign', 1, 2],
    ['a 1', 'equals-sign', 1, 2],
    ['a =  \n', 'value', 3, 4],
    ['a = [1 2]', 'comma', 7, 8],
    ['a = 1\na = 2', 'duplicate-key', 6, 7],
    ['[a]\n[a]', 'duplicate-key', 5, 6],
    ['a = $', 'character', 4, 5],
    ['a = 1 \rb=2', 'newline', 7, 8],
    ['a = "\u0001"', 'control-character', 5, 6],
    ['# \u0001', 'control-character', 2, 3],
    ['a =\n1', 'one-line', 4, 5],
    ['a = {b = 1\n}', 'one-line', 11, 12],
    ['a = 1__2', 'underscore', 6, 7],
    ['[[a] ]', 'character', 5, 6],
    ["a = '''x''''''", 'quotes', 8, 9],
    ['a = 2026-02-30', 'date', 13, 14],
    ['a = 25:00:00', 'date', 11, 12],
    ['a = 01', 'leading-zero', 4, 5],
    ['a = {b = 1,}', 'trailing-comma', 11, 12],
    ['a = "\\q"', 'escape', 6, 7],
    ['a..b = 1', 'dots', 1, 2],
    ['a. = 1', 'dots', 1, 2],
    ['\ufeff\ufeffa = 1', 'character', 3, 6],
  ])('%j has %s', (toml, problem, start, end) => {
    expect(readToml(encode(toml))).toEqual({
      problem: {
        code: 'toml-syntax',
        values: { problem },
        severity: 'error',
        span: { start, end },
      },
    });
  });
});
