/** A policy that lies beside that of the ceremony. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FIRST_PREVIOUS } from '../../../src/ceremony/record/record.ts';
import { writeEntry } from '../../../src/ceremony/record/write-entry.ts';
import { findPolicy, readTrust } from '../../../src/evidence/judge/trust.ts';
import type { Piece } from '../../../src/evidence/piece.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { paymentPolicy } from '../../support/payment-policy.ts';

const OWN = Buffer.from(paymentPolicy({ keys: 'inline' }));
const OTHER = Buffer.concat([Buffer.from('# another\n'), OWN]);
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function trustOf(opened: Uint8Array | undefined) {
  const record: Piece = {
    path: 'ceremony/record.jsonl',
    kind: 'record',
    bytes: Buffer.from(
      `${writeEntry({
        number: 0,
        previous: FIRST_PREVIOUS,
        at: '2026-11-29T18:44:31Z',
        event: {
          kind: 'opened',
          script: digestOf(OWN),
          policy: opened && digestOf(opened),
          isRehearsal: false,
          software: [],
        },
      })}\n`,
    ),
  };
  const pieces: readonly Piece[] = [
    { path: 'policy/another.toml', kind: 'policy', bytes: OTHER },
    { path: 'policy/own.toml', kind: 'policy', bytes: OWN },
    record,
  ];
  return readTrust(pieces, nodeCrypto, []);
}

it('keeps no request that names none from being judged by the policy of the ceremony', () => {
  expect(findPolicy(trustOf(OWN), undefined)?.path).toBe('policy/own.toml');
  expect(findPolicy(trustOf(OTHER), undefined)?.path).toBe('policy/another.toml');
  expect(findPolicy(trustOf(OWN), digestOf(OTHER))?.path).toBe('policy/another.toml');
  expect(findPolicy(trustOf(undefined), undefined)).toBeUndefined();
});
