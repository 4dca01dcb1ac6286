/** Whose a signature is, who is said to have made it, and what is wrong with where it stands. */
import { describe, expect, it } from 'vitest';
import type { Roster } from '../../../src/ceremony/roster.ts';
import { explainSignature, findSigner } from '../../../src/ceremony/wrong-signature.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { sha256 } from '../../support/sdk5-files.ts';
import { rosterOf } from '../ceremony.ts';
import {
  base64,
  explain,
  given,
  large,
  of,
  officer1,
  officer3,
  other,
  plain,
  RIGHT,
  stranger,
  unknown,
  X,
} from './signatures.ts';

describe('of whoever is said to have made it', () => {
  it('a name that is none', () => {
    expect(explain(RIGHT, { officer: 'no name' })).toEqual({
      causes: [other('officer1', 'no name')],
      signer: 'officer1',
      fixed: undefined,
    });
  });

  it('one of two who have the same key', () => {
    const shared = rosterOf({ ...officer1, name: 'ada' }, { ...officer1, name: 'grace' });
    for (const officer of ['ada', 'grace']) {
      expect(explain(RIGHT, { roster: shared, officer })).toBeUndefined();
      const wrong = explain(of(officer1, X), { roster: shared, officer });
      expect(wrong).toMatchObject({ causes: [unknown('sha256', sha256(X))], signer: officer });
    }
  });

  it('nobody', () => {
    const { officer: _, ...nobodys } = given;
    const explainOf = (signature: Uint8Array) =>
      explainSignature({ ...nobodys, signature: plain(signature) }, nodeCrypto);
    expect(explainOf(of(officer3))).toBeUndefined();
    expect(explainOf(base64(of(officer3)))).toEqual({
      causes: [{ code: 'base64-text' }],
      signer: 'officer3',
      fixed: plain(of(officer3)),
    });
  });

  it('a key beside the first', () => {
    const [first, second] = rosterOf(officer1, officer3).officers;
    if (first?.key === undefined || second?.key === undefined) throw new Error('two keys');
    const both: Roster = { officers: [{ ...first, otherKeys: [second.key] }], strays: [] };
    expect(explain(of(officer3), { roster: both })).toBeUndefined();
    const found = findSigner(
      { ...given, signature: of(officer3), roster: both },
      undefined,
      nodeCrypto,
    );
    expect(found).toBe('officer1');
  });
});

describe('findSigner', () => {
  const find = (signature: Uint8Array, officer: string | undefined) =>
    findSigner({ ...given, signature }, officer, nodeCrypto);

  it('finds whose right signature it is', () => {
    expect(find(RIGHT, undefined)).toBe('officer1');
    expect(find(RIGHT, 'officer1')).toBe('officer1');
    expect(find(of(officer3), undefined)).toBe('officer3');
  });

  it("takes no other officer's, no other message and no other size", () => {
    expect(find(RIGHT, 'officer3')).toBeUndefined();
    expect(find(of(officer1, X), undefined)).toBeUndefined();
    expect(find(of(large), undefined)).toBeUndefined();
    expect(find(of(stranger), undefined)).toBeUndefined();
  });
});

describe('of a signature in a file that is wrong itself', () => {
  const misplaced = { path: 'signed', belongs: 'signatures[].signature' };
  const there = { code: 'misplaced-signature', ...misplaced };

  it.each([
    ['blanks', 'base64-blanks'],
    ['url-alphabet', 'base64-url'],
    ['hex', 'hex-text'],
  ] as const)('%s, and right inside', (malformed, code) => {
    const right = { signer: 'officer1', fixed: plain(RIGHT) };
    expect(explain(RIGHT, { malformed })).toEqual({ causes: [{ code }], ...right });
    expect(explain(RIGHT, { malformed, misplaced })).toEqual({
      causes: [there, { code }],
      ...right,
    });
  });

  it('and wrong besides', () => {
    expect(explain(of(officer3), { malformed: 'hex', misplaced })).toEqual({
      causes: [there, { code: 'hex-text' }, other('officer3')],
      signer: 'officer3',
      fixed: undefined,
    });
  });

  it('or that has none', () => {
    const none = { signer: undefined, fixed: undefined };
    expect(explain(RIGHT, { malformed: 'none' })).toEqual({
      causes: [{ code: 'not-base64' }],
      ...none,
    });
    expect(explain(RIGHT, { malformed: 'none', misplaced })).toEqual({
      causes: [there, { code: 'not-base64' }],
      ...none,
    });
  });
});
