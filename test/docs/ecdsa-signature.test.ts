/** docs/emulator.md: the lines that make of r and s what openssl takes are run, as they stand there. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const PAGE = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');
const [, LINES = ''] = /^### Signatures on elliptic curves\n.*?^```\n(.*?)^```$/ms.exec(PAGE) ?? [];
const root = mkdtempSync(join(tmpdir(), 'mofn-ecdsa-'));
afterAll(() => rmSync(root, { recursive: true }));

it.each(['secp384r1', 'secp521r1'])('a signature on %s becomes DER', (curve) => {
  expect(LINES.split('\n')).toHaveLength(4);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const message = Buffer.from('message');
  const raw = sign('sha384', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  writeFileSync(join(root, 'message'), message);
  writeFileSync(join(root, 'raw'), raw.toString('base64'));
  writeFileSync(join(root, 'ca.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  const { stdout, stderr } = spawnSync('sh', ['-ec', LINES], { cwd: root, encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['Verified OK\n', '']);
});
