import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import type { QuorumDocument } from '../../../src/token/sdk5/document.ts';
import {
  addSignature,
  removeSignature,
  replaceSignature,
} from '../../../src/token/sdk5/edit-document.ts';
import { parseSdk5Token } from '../../../src/token/sdk5-token.ts';
import { howOften } from '../../support/how-many.ts';
import { PUBLIC_KEY_TOKEN, PUBLIC_USER_TOKEN } from '../../support/sdk5-files.ts';

/** Blanks that JSON has between its parts. */
const blanks = fc.oneof(
  fc.constantFrom('', ' ', '\n', '\n  ', '\r\n\t', '\r\n    '),
  fc.stringMatching(/^[ \t\r\n]{0,5}$/),
);

/** A value that stands for itself in a member that nobody knows. */
const unknown = fc.tuple(
  fc.constantFrom('comment', 'ä', 'x"y', 'signature'),
  // A member of that name anywhere is refused.
  fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
);

const approval = fc.record({
  username: fc.constantFrom('admin2', 'Admin_3', 'x'),
  role: fc.option(fc.constantFrom('admin', 'crypto-user'), { nil: undefined }),
  signature: fc.nat(255).map((byte) => Buffer.alloc(256, byte).toString('base64')),
});

/** Token files of any layout, their members in any order, others among them. */
const files = fc
  .record({
    sample: fc.constantFrom(PUBLIC_USER_TOKEN, PUBLIC_KEY_TOKEN),
    approvals: fc.array(approval, { maxLength: 3 }),
    unknown: fc.option(unknown, { nil: undefined }),
    seed: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    layout: fc.oneof(
      fc.record({
        indent: fc.constantFrom(0, 1, 2, 4, '\t'),
        lineEnd: fc.constantFrom('\n', '\r\n'),
      }),
      fc.array(blanks, { minLength: 5, maxLength: 5 }),
    ),
    mark: fc.constantFrom('', '\ufeff'),
    end: fc.constantFrom('', '\n', '\r\n', ' \n\n'),
  })
  .map(({ sample, approvals, unknown: other, seed, layout, mark, end }) => {
    const members: (readonly [string, unknown])[] = Object.entries({
      ...JSON.parse(sample),
      signatures: approvals,
    });
    if (other !== undefined) members.push(other);
    const shuffled = members
      .map((member, at) => ({ member, key: seed[at] ?? 0 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ member }) => member);
    return Buffer.from(`${mark}${layOut(Object.fromEntries(shuffled), layout)}${end}`);
  });

function layOut(
  value: Record<string, unknown>,
  layout: readonly string[] | { readonly indent: number | string; readonly lineEnd: string },
): string {
  if ('indent' in layout) {
    return JSON.stringify(value, null, layout.indent).replaceAll('\n', layout.lineEnd);
  }
  const [open, before, behind, comma, close] = layout;
  const write = (one: unknown): string => {
    if (Array.isArray(one)) return `[${open}${one.map(write).join(`${before},${comma}`)}${close}]`;
    if (one === null || typeof one !== 'object') return JSON.stringify(one);
    const members = Object.entries(one)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => `${JSON.stringify(name)}${before}:${behind}${write(each)}`);
    return `{${open}${members.join(`${before},${comma}`)}${close}}`;
  };
  return write(value);
}

const read = (file: Uint8Array): QuorumDocument => parseSdk5Token(file, nodeCrypto).document;
const numRuns = howOften(50, 1000);

describe('removing what was added', () => {
  it('gives back every file that has a list, byte for byte', () => {
    fc.assert(
      fc.property(files, approval, (file, { username, role, signature }) => {
        const before = parseSdk5Token(file, nodeCrypto);
        const bytes = Buffer.from(signature, 'base64');
        const added = addSignature(before.document, { username, role, signature: bytes });
        const { document, signatures } = parseSdk5Token(added, nodeCrypto);
        expect(signatures.slice(0, -1)).toEqual(before.signatures);
        expect(signatures.at(-1)).toMatchObject({ username, text: signature });
        const removed = removeSignature(document, signatures.length - 1);
        expect(Buffer.from(removed).toString()).toBe(file.toString());
        // Every other byte is where it was: before what was added, or behind it.
        expect(countSame(file, added)).toBeGreaterThanOrEqual(file.length);
      }),
      { numRuns },
    );
  });

  it('so does putting the old signature in the place of a new one', () => {
    fc.assert(
      fc.property(files, fc.nat(2), (file, at) => {
        const { signatures, document } = parseSdk5Token(file, nodeCrypto);
        const old = signatures[at];
        fc.pre(old !== undefined);
        const replaced = replaceSignature(document, at, new Uint8Array(256).fill(7));
        expect(parseSdk5Token(replaced, nodeCrypto).signatures[at]?.signature[0]).toBe(7);
        const back = replaceSignature(read(replaced), at, old.signature);
        expect(Buffer.from(back).toString()).toBe(file.toString());
      }),
      { numRuns },
    );
  });

  it('and taking one out leaves the others as they are written', () => {
    fc.assert(
      fc.property(files, fc.nat(2), (file, at) => {
        const { signatures, document } = parseSdk5Token(file, nodeCrypto);
        fc.pre(at < signatures.length);
        const rest = parseSdk5Token(removeSignature(document, at), nodeCrypto);
        expect(rest.signatures).toEqual(signatures.toSpliced(at, 1));
        const textOf = ({ json, signatures: list }: QuorumDocument): string[] =>
          (list?.items ?? []).map(({ span }) => json.text.slice(span.start, span.end));
        expect(textOf(rest.document)).toEqual(textOf(document).toSpliced(at, 1));
      }),
      { numRuns },
    );
  });
});

/** How many bytes two files have in common at their beginnings and at their ends. */
function countSame(one: Uint8Array, other: Uint8Array): number {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start + end;
}
