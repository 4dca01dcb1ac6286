import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  makeCertificateRequest,
  makeRequestInfo,
} from '../../src/cli/commands/demo/certificate-request.ts';

const openssl = (input: Uint8Array, ...words: string[]): string =>
  execFileSync('sh', ['-c', '"$@" 2>&1', 'sh', 'openssl', ...words], { input, encoding: 'utf8' });

it('is a request that openssl verifies', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const info = makeRequestInfo('Example CA', publicKey.export({ format: 'der', type: 'spki' }));
  const signature = sign('sha384', info, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const request = makeCertificateRequest(info, signature);
  const said = openssl(request, 'req', '-inform', 'DER', '-noout', '-subject', '-verify');
  expect(said).toContain('Example CA');
  expect(said).toContain('verify OK');
});

it('writes r and s as numbers, whatever their first bytes are', () => {
  // r = 1; s has its highest bit set.
  const signature = new Uint8Array(96);
  signature[47] = 1;
  signature.fill(0xff, 48);
  const request = makeCertificateRequest(makeRequestInfo('x', new Uint8Array()), signature);
  const hex = Buffer.from(request).toString('hex');
  expect(hex.endsWith(`${'020101'}${'0231'}00${'ff'.repeat(48)}`)).toBe(true);
  const zeros = makeCertificateRequest(makeRequestInfo('x', new Uint8Array()), new Uint8Array(96));
  expect(Buffer.from(zeros).toString('hex').endsWith('3006020100020100')).toBe(true);
});
