import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../../src/latin1.ts';
import {
  appendItem,
  applyJsonEdits,
  insertMember,
  removeItem,
} from '../../../src/token/json/edit-json.ts';
import { formatJson } from '../../../src/token/json/format-json.ts';
import { joinBrokenStrings } from '../../../src/token/json/join-strings.ts';
import {
  findMember,
  type JsonArray,
  type JsonDocument,
  type JsonObject,
} from '../../../src/token/json/json-document.ts';
import {
  findLayout,
  findMargins,
  layOutObject,
  quoteJson,
} from '../../../src/token/json/json-layout.ts';
import { looksLikeJson } from '../../../src/token/json/looks-like-json.ts';
import { readJson } from '../../../src/token/json/read-json.ts';

function read(text: string): JsonDocument {
  const { document } = readJson(encodeLatin1(text));
  if (document === undefined) throw new Error(`expected JSON: ${text}`);
  return document;
}

const USUAL = { lineEnd: '\n', indent: '  ', afterColon: ' ' } as const;

describe('the layout of a text', () => {
  it.each<[string, object]>([
    ['{\n  "a": 1\n}', USUAL],
    ['{\r\n\t"a":1}', { lineEnd: '\r\n', indent: '\t', afterColon: '' }],
    ['{ \n\n \n    "a" :\t1}', { lineEnd: '\n', indent: '    ', afterColon: ' ' }],
    ['{"a" :1}', { lineEnd: '', indent: '', afterColon: '' }],
    ['{  "a": 1,\n  "b": 2}', { lineEnd: '', indent: '', afterColon: ' ' }],
    ['{\n"a":\n1}', { lineEnd: '\n', indent: '', afterColon: '' }],
    ['{}', USUAL],
    ['[\n\t1]', USUAL],
    ['"a"', USUAL],
  ])('is that of the first member: %j', (text, layout) => {
    expect(findLayout(read(text))).toEqual(layout);
  });

  it('is that of an object of texts that is written', () => {
    const members = [
      ['a', 'b'],
      ['c', ''],
    ] as const;
    expect(layOutObject(members, 1, USUAL)).toBe('{\n    "a": "b",\n    "c": ""\n  }');
    expect(layOutObject(members, 0, { lineEnd: '\r\n', indent: '\t', afterColon: '' })).toBe(
      '{\r\n\t"a":"b",\r\n\t"c":""\r\n}',
    );
    const line = { lineEnd: '', indent: '', afterColon: ' ' } as const;
    expect(layOutObject(members, 3, line)).toBe('{"a": "b", "c": ""}');
    expect(layOutObject(members, 3, { ...line, afterColon: '' })).toBe('{"a":"b","c":""}');
  });

  it('is ASCII alone', () => {
    expect(quoteJson('aä\u{1f600}\u007f"\n ~')).toBe('"a\\u00e4\\ud83d\\ude00\\u007f\\"\\n ~"');
  });

  it('has blanks before the first part and behind the last', () => {
    const margins = (text: string) => {
      const { root, ...document } = read(text);
      if (root.kind !== 'array') throw new Error('expected a list');
      return findMargins({ root, ...document }, root, root.items);
    };
    expect(margins(' [ \n]')).toEqual({ before: ' \n', after: '' });
    expect(margins('[]')).toEqual({ before: '', after: '' });
    expect(margins('[ 1\t]')).toEqual({ before: ' ', after: '\t' });
    expect(margins(' [ 1,2\t] ')).toEqual({ before: ' ', after: '\t' });
  });

  it('becomes that of the newer command line, whatever it was', () => {
    const laidOut = '{\n  "b": [\n    1\n  ],\n  "a": {}\n}\n';
    for (const text of [
      '{"b":[1],"a":{}}',
      '\u00ef\u00bb\u00bf\r\n{"b" :\t[ 1],\r\n"a":{ } } \n',
      laidOut,
    ]) {
      expect(formatJson({ text })).toBe(laidOut);
    }
  });
});

describe('edits', () => {
  const listOf = (document: JsonDocument) => findMember(document.root, 'l')?.value as JsonArray;

  function append(text: string): string {
    const document = read(text);
    const edit = appendItem(document, listOf(document), '9', 2, findLayout(document));
    return applyJsonEdits(document, [edit]);
  }

  function remove(text: string, index: number): string {
    const document = read(text);
    return applyJsonEdits(document, [removeItem(document, listOf(document), index)]);
  }

  it.each([
    ['{"l":[]}', '{"l":[9]}'],
    ['{"l":[ ]}', '{"l":[ 9 ]}'],
    ['{"l":[ 1,2 ]}', '{"l":[ 1,2, 9 ]}'],
    ['{\n  "l": []\n}', '{\n  "l": [\n    9\n  ]\n}'],
    ['{\n"l": []\n}', '{\n"l": [9]\n}'],
    ['{\n  "l": [\t]\n}', '{\n  "l": [\t9\t]\n}'],
  ])('put a value behind all others, and take it out again: %j', (text, longer) => {
    expect(append(text)).toBe(longer);
    expect(remove(longer, (longer.match(/\d/g) ?? []).length - 1)).toBe(text);
  });

  it.each([
    [0, '{"l":[ 2 ,\t3\n]}'],
    [1, '{"l":[ 1 ,\t3\n]}'],
    [2, '{"l":[ 1 , 2\n]}'],
  ])('take out the value %d with one comma', (index, rest) => {
    expect(JSON.parse(remove('{"l":[ 1 , 2 ,\t3\n]}', index))).toEqual(JSON.parse(rest));
  });

  it('take out no value that is not there', () => {
    expect(() => remove('{"l":[1,2]}', 2)).toThrow(new TypeError('a list of 2 has no item 2'));
    expect(() => remove('{"l":[]}', 0)).toThrow(new TypeError('a list of 0 has no item 0'));
  });

  it.each([
    ['{}', '{"n": 9}'],
    ['{ "a":1 }', '{ "a":1, "n":9 }'],
    ['{\n  "a": 1\n}', '{\n  "a": 1,\n  "n": 9\n}'],
  ])('put a member behind all others: %j', (text, longer) => {
    const document = read(text);
    const root = document.root as JsonObject;
    const edit = insertMember(document, root, ['n', '9'], findLayout(document));
    expect(applyJsonEdits(document, [edit])).toBe(longer);
  });

  it('put a member behind one', () => {
    const document = read('{"a": 1, "b": 2}');
    const root = document.root as JsonObject;
    const edit = insertMember(document, root, ['n', '9'], findLayout(document), root.members[0]);
    expect(applyJsonEdits(document, [edit])).toBe('{"a": 1,"n": 9, "b": 2}');
  });
});

describe('looksLikeJson', () => {
  const DATA = '"approval_data" \n:';
  it.each<[string, boolean]>([
    ['{', true],
    [' \t\r\n{"a"', true],
    ['\u00ef\u00bb\u00bf{', true],
    ['\u00ef\u00bb\u00bf {', true],
    ['\u00ef\u00bb{', false],
    ['x{', false],
    ['x {', false],
    ['[{', false],
    ['"a": {', false],
    ['', false],
    [`x ${DATA}`, true],
    ['approval_data', false],
    ['x "approval_data" x', false],
    ['{\0', false],
    [`${DATA}\0`, false],
    [`${'x'.repeat((1 << 16) - DATA.length)}${DATA}`, true],
    [`${'x'.repeat((1 << 16) - DATA.length + 1)}${DATA}`, false],
  ])('tells JSON by how it begins, or by its data: case %#', (text, is) => {
    expect(looksLikeJson(encodeLatin1(text))).toBe(is);
  });
});

describe('joinBrokenStrings', () => {
  const long = 'A'.repeat(43);

  it('joins each string that is broken, and no other', () => {
    const text = `{"a":"${long}\n", "b":"x", "c":"\r\n${long}="}`;
    const [first, second] = [text.indexOf(`"${long}`), text.indexOf('"\r\n')];
    expect(joinBrokenStrings(text)).toEqual([
      { span: { start: first, end: first + 46 }, text: `"${long}"` },
      { span: { start: second, end: second + 48 }, text: `"${long}="` },
    ]);
  });

  it.each([
    ['JSON', `{"a":"${long}"}`],
    ['a shorter text', `{"a":"${long.slice(1)}\n"}`],
    ['what is no base64', `{"a":"${long}*\n"}`],
    ['what is no JSON either way', `{"a":"${long}\n",}`],
    ['a text among others that is none', `{"a":"${long}\n","b":"x\ny"}`],
    ['no JSON at all', 'x'],
  ])('leaves as it is: %s', (_, text) => {
    expect(joinBrokenStrings(text)).toEqual([]);
  });
});
