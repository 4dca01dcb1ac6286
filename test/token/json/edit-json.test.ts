import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../../src/latin1.ts';
import { appendItem, applyJsonEdits, removeItem } from '../../../src/token/json/edit-json.ts';
import {
  findMember,
  type JsonArray,
  type JsonDocument,
} from '../../../src/token/json/json-document.ts';
import { findLayout, layOutObject } from '../../../src/token/json/json-layout.ts';
import { readJson } from '../../../src/token/json/read-json.ts';

const blanks = fc.stringMatching(/^[ \t\r\n]{0,6}$/);
const item = fc.oneof(
  fc.constant('{}'),
  fc.constant('{"username":"ä","signature":"]}"}'),
  fc.constant('null'),
);

/** Lists of any layout, in objects of any layout. */
const texts = fc
  .record({
    mark: fc.constantFrom('', '\u00ef\u00bb\u00bf'),
    open: blanks,
    items: fc.array(fc.record({ before: blanks, text: item, after: blanks }), { maxLength: 3 }),
    inner: blanks,
    after: blanks,
    others: fc.constantFrom('', '"version" : "2.0",\n  ', '\r\n\t"a":1,\r\n\t'),
  })
  .map(({ mark, open, items, inner, after, others }) => {
    const list = items.map(({ before, text, after: behind }) => `${before}${text}${behind}`);
    return `${mark}{${open}${others}"signatures":[${list.join(',') || inner}]${after}}${after}`;
  });

function listOf(document: JsonDocument): JsonArray {
  return findMember(document.root, 'signatures')?.value as JsonArray;
}

function read(text: string): JsonDocument {
  const { document, problems } = readJson(encodeUtf8(text));
  expect(problems).toEqual([]);
  return document as JsonDocument;
}

/** The mark is three bytes already. */
function encodeUtf8(text: string): Uint8Array {
  const mark = text.startsWith('\u00ef') ? 3 : 0;
  return Buffer.concat([encodeLatin1(text.slice(0, mark)), Buffer.from(text.slice(mark))]);
}

describe('appendItem and removeItem', () => {
  it('give back the file, whatever its layout', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = read(text);
        const layout = findLayout(document);
        const value = layOutObject([['username', 'admin2']], 2, layout);
        const added = applyJsonEdits(document, [
          appendItem(document, listOf(document), value, 2, layout),
        ]);
        const again = readJson(encodeLatin1(added)).document as JsonDocument;
        const list = listOf(again);
        expect(list.items).toHaveLength(listOf(document).items.length + 1);
        const removed = applyJsonEdits(again, [removeItem(again, list, list.items.length - 1)]);
        expect(removed).toBe(document.text);
      }),
    );
  });

  it('take out each item, and leave JSON with the others', () => {
    fc.assert(
      fc.property(texts, fc.nat(2), (text, at) => {
        const document = read(text);
        const { items } = listOf(document);
        fc.pre(at < items.length);
        const rest = applyJsonEdits(document, [removeItem(document, listOf(document), at)]);
        const left = listOf(readJson(encodeLatin1(rest)).document as JsonDocument).items;
        const slices = items.map(({ span }) => document.text.slice(span.start, span.end));
        expect(left.map(({ span }) => rest.slice(span.start, span.end))).toEqual(
          slices.filter((_, index) => index !== at),
        );
      }),
    );
  });
});
