/** Pieces of a bundle in which nothing contradicts anything: two officers, a request, the token that it stands for. */
import { createHash, sign } from 'node:crypto';
import { addSignature } from '../../src/ceremony/dsse/add-signature.ts';
import type { Piece } from '../../src/evidence/piece.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { takeKey } from './keys.ts';
import { paeOf, requestFile } from './request-file.ts';
import { quorumFile } from './sdk5-files.ts';

const OFFICERS = ['officer1', 'officer2'];

export function makePieces(): readonly Piece[] {
  const records = [0, 1].map(makeRecord);
  const data = encodeTokens(records);
  let request: Uint8Array = Buffer.from(requestFile(data));
  const pae = paeOf(request);
  for (const officer of OFFICERS) {
    const { privateKey, spki } = takeKey(officer);
    const keyId = createHash('sha256').update(spki).digest('hex');
    request = addSignature(request, { keyId, signature: sign('sha256', pae, privateKey) });
  }
  const signatures = OFFICERS.map((username) => ({
    username,
    role: 'admin',
    signature: sign('sha256', data, takeKey(username).privateKey).toString('base64'),
  }));
  const token = quorumFile(records, { service: 'user-management', signatures });
  return [
    ...OFFICERS.map(
      (officer): Piece => ({
        path: `keys/${officer}.pub`,
        kind: 'public-key',
        bytes: Buffer.from(takeKey(officer).publicPem),
      }),
    ),
    { path: 'requests/bob.json', kind: 'request', bytes: request },
    { path: 'tokens/bob.json', kind: 'token', bytes: token },
  ];
}

function makeRecord(node: number): TokenRecord {
  return {
    id: 1,
    service: 3,
    node,
    keyHandle: 0,
    nonce: new Uint8Array(16).fill(0x33 + node),
    user: 'officer1',
    created: 1_700_000_000,
  };
}
