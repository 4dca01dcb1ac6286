import { describe, expect, it } from 'vitest';
import { fingerprintOfficerKey } from '../../../src/ceremony/officer-key.ts';
import type { KeyHolder } from '../../../src/ceremony/request/judge-signatures.ts';
import { holdAgainstRoster } from '../../../src/evidence/bundle/hold-against-roster.ts';
import type { Findings } from '../../../src/evidence/findings.ts';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import type { Piece } from '../../../src/evidence/piece.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { numbersOf } from '../../../src/signer/rsa-key-object.ts';
import { makePieces } from '../../support/evidence-pieces.ts';
import { takeKey } from '../../support/keys.ts';
import { paymentPolicy } from '../../support/payment-policy.ts';

const holder = (name: string, key = name): KeyHolder => ({
  names: [name],
  key: { numbers: numbersOf(takeKey(key).publicKey), bits: 2048 },
});

const FINDINGS = judgePieces(makePieces(), nodeCrypto);

describe('holdAgainstRoster', () => {
  it('finds nothing in a bundle of officers that the roster has', () => {
    const found = holdAgainstRoster(
      FINDINGS,
      ['officer1', 'officer2'].map((one) => holder(one)),
      nodeCrypto,
    );
    expect(found).toMatchObject({ problems: [], missing: [] });
    expect(found.namesOf(FINDINGS.keys[0]?.fingerprint ?? '')).toEqual(['officer1']);
    expect(found.namesOf('ab'.repeat(32))).toEqual([]);
  });

  it('finds an officer who has the key of another', () => {
    const swapped = [holder('officer1', 'officer2'), holder('officer2', 'officer1')];
    expect(holdAgainstRoster(FINDINGS, swapped, nodeCrypto)).toMatchObject({
      problems: [
        { code: 'other-key', name: 'officer1' },
        { code: 'other-key', name: 'officer2' },
      ],
      missing: [],
    });
  });

  it('takes any of the keys that an officer has in the roster', () => {
    const both = [holder('officer1', 'old'), holder('officer1'), holder('officer2')];
    expect(holdAgainstRoster(FINDINGS, both, nodeCrypto)).toMatchObject({ problems: [] });
  });

  it('finds a key beside the officer’s own that has signed something, or the bundle', () => {
    const add = (name: string, fingerprint: string): Findings => ({
      ...FINDINGS,
      keys: [...FINDINGS.keys, { path: `keys/${name}.pub`, name, fingerprint }],
    });
    // What officer2 signed was signed by a key that the roster has not; its own stands beside it, and has signed nothing.
    const roster = [holder('officer1'), holder('officer2', 'mallory')];
    const own = fingerprintOfficerKey(holder('officer2', 'mallory').key, nodeCrypto);
    const problems = [{ code: 'other-key', name: 'officer2' }];
    expect(holdAgainstRoster(add('officer2', own), roster, nodeCrypto)).toMatchObject({ problems });
    const usual = [holder('officer1'), holder('officer2')];
    const both = add('officer2', own);
    expect(holdAgainstRoster(both, usual, nodeCrypto)).toMatchObject({ problems: [] });
    expect(holdAgainstRoster(both, usual, nodeCrypto, [own])).toMatchObject({ problems });
    // Of somebody with two accounts the key of either is listed for both.
    const accounts = add('officer1', FINDINGS.keys[1]?.fingerprint ?? '');
    expect(holdAgainstRoster(accounts, usual, nodeCrypto)).toMatchObject({ problems: [] });
  });

  it('says which officers the roster does not have', () => {
    expect(holdAgainstRoster(FINDINGS, [], nodeCrypto)).toMatchObject({
      problems: [],
      missing: ['officer1', 'officer2'],
    });
  });

  it('looks at the accounts of a policy, too', () => {
    const policy: Piece = {
      path: 'policy/payment.toml',
      kind: 'policy',
      bytes: Buffer.from(paymentPolicy({ keys: 'inline' })),
    };
    const findings = judgePieces([policy], nodeCrypto);
    const [account = ''] = findings.policies[0]?.people[0]?.accounts ?? [];
    expect(account).not.toBe('');
    const { problems } = holdAgainstRoster(findings, [holder(account, 'mallory')], nodeCrypto);
    expect(problems).toEqual([{ code: 'other-key', name: account }]);
  });
});
