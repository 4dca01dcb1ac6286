import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJson } from '../../../src/token/json/json-document.ts';
import { DEEPEST_JSON, LARGEST_JSON_BYTES, readJson } from '../../../src/token/json/read-json.ts';

function problemsOf(text: string | Uint8Array): readonly object[] {
  return readJson(typeof text === 'string' ? Buffer.from(text) : text).problems;
}

describe('readJson', () => {
  it('takes what JSON.parse takes, and nothing else', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '01', 'null', 'nul', ' '),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          pieces.map((all) => all.join('')),
        ),
        (text) => {
          const { document } = readJson(Buffer.from(text));
          expect(document !== undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes any bytes, and gives back what it takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { document } = readJson(bytes);
        if (document !== undefined) expect(writeJson(document)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['{"a": 1,}', 'name', 8],
    ['{"a" 1}', 'colon', 5],
    ['[1 2]', 'comma', 3],
    ['[1', 'closing-bracket', 2],
    ['{"a": 1', 'closing-brace', 7],
    ['', 'value', 0],
    ['{"a": "b\n"}', 'string-end', 6],
    [`{"a": 'b'}`, 'json', 6],
    ['/* a */ {}', 'json', 0],
  ])('says of %j what is expected where', (text, expected, start) => {
    expect(problemsOf(text)).toMatchObject([{ code: 'syntax', expected, span: { start } }]);
  });

  it('finds names that are there twice, however they are written, and __proto__', () => {
    expect(problemsOf('{"a":1,"\\u0061":2}')).toMatchObject([
      { code: 'duplicate-member', name: 'a', span: { start: 7, end: 15 } },
    ]);
    expect(problemsOf('[{"b":{"__proto__":1}}]')).toMatchObject([{ code: 'proto-member' }]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('gives places in bytes, behind a byte order mark and letters of several bytes', () => {
    const bytes = Buffer.from('\ufeff{"ä":"ö","x":"y"}');
    const { document } = readJson(bytes);
    const [first, second] = document?.root.kind === 'object' ? document.root.members : [];
    expect([first?.name, first?.value]).toMatchObject(['ä', { value: 'ö' }]);
    const { start = 0, end = 0 } = second?.span ?? {};
    expect(bytes.subarray(start, end).toString()).toBe('"x":"y"');
  });

  it('refuses what is no UTF-8 at its first wrong byte', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"ä'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(problemsOf(bytes)).toMatchObject([{ code: 'not-utf8', span: { start: 8 } }]);
  });

  it.each([0, 1, 2, 3, 50, 51])('finds that byte behind %d letters of several bytes', (count) => {
    const bytes = Buffer.concat([Buffer.from(`"${'ä€'.repeat(count)}`), Buffer.of(0xe2, 0x22)]);
    const start = bytes.length - 1;
    const span = { start, end: start + 1 };
    expect(readJson(bytes)).toEqual({
      document: undefined,
      problems: [{ code: 'not-utf8', span }],
    });
  });

  it.each([
    ['{"a": nulx}', 'json', 6, 10],
    ['{"a": ', 'value', 6, 6],
    ['{"a": "\\x"}', 'escape', 6, 10],
    ['[1] 2', 'end', 4, 5],
    ['{"a": 1,}', 'name', 8, 9],
  ])('says of %j from where to where it is wrong', (text, expected, start, end) => {
    expect(problemsOf(text)).toEqual([{ code: 'syntax', expected, span: { start, end } }]);
  });

  it('tells each value by its kind', () => {
    const span = (start: number, end: number) => ({ start, end });
    expect(readJson(Buffer.from(' ["a",1.5,true,null,{"\ufeff":[]}]'))).toEqual({
      problems: [],
      document: {
        text: ' ["a",1.5,true,null,{"ï»¿":[]}]',
        root: {
          kind: 'array',
          span: span(1, 31),
          items: [
            { kind: 'string', value: 'a', span: span(2, 5) },
            { kind: 'scalar', value: 1.5, span: span(6, 9) },
            { kind: 'scalar', value: true, span: span(10, 14) },
            { kind: 'scalar', value: null, span: span(15, 19) },
            {
              kind: 'object',
              span: span(20, 30),
              members: [
                {
                  name: '\ufeff',
                  nameSpan: span(21, 26),
                  value: { kind: 'array', items: [], span: span(27, 29) },
                  span: span(21, 29),
                },
              ],
            },
          ],
        },
      },
    });
  });

  it.each([DEEPEST_JSON, LARGEST_JSON_BYTES])('takes what is just not too much: %d', (most) => {
    const text =
      most === DEEPEST_JSON ? '['.repeat(most) + ']'.repeat(most) : `1${' '.repeat(most - 1)}`;
    expect(problemsOf(text)).toEqual([]);
  });

  it('refuses what is too deep or too large, in no time', () => {
    const deep = '['.repeat(100_000);
    expect(problemsOf(deep)).toMatchObject([{ code: 'too-deep', span: { start: DEEPEST_JSON } }]);
    expect(problemsOf(Buffer.alloc(LARGEST_JSON_BYTES + 1, 0x20))).toMatchObject([
      { code: 'too-large' },
    ]);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
