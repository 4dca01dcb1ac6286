import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireVectors } from '../support/requirements.ts';
import { Vectors } from '../support/vectors.ts';
import { requireOpenssl30 } from './fixtures.ts';
import { type Answer, askMofn, askOpenssl } from './run-case.ts';

interface ManifestKey {
  readonly file: string;
  readonly kind: string;
  readonly passphrase: string | null;
  readonly documentedPassphrase?: string;
}

const vectors = requireVectors();
const openssl = requireOpenssl30();

describe.skipIf(!vectors.has || !openssl.has)(
  `key files of other projects, given to both tools ${vectors.label} ${openssl.label}`,
  () => {
    let unpacked: Vectors;
    let folder: string;
    let keys: readonly ManifestKey[];

    beforeAll(() => {
      unpacked = new Vectors();
      folder = join(unpacked.folder, 'keys');
      keys = unpacked.readJson<ManifestKey[]>('keys/manifest.json');
    });
    afterAll(() => unpacked.remove());

    const sign = '-sign';
    test.each([
      [sign, []],
      ['-verify', ['-signature', 'message.bin']],
      ...(process.env['MOFN_LONG'] === '1' ? ['PEM', 'DER'] : []).map(
        (form) => [sign, ['-keyform', form]] as const,
      ),
    ] as const)('%s %j', async (use, options) => {
      const wrong: string[] = [];
      for (const { file, kind, passphrase, documentedPassphrase } of keys) {
        const one = {
          args: [use, file, '-passin', 'env:PASS', ...options, 'message.bin'],
          env: { PASS: passphrase ?? documentedPassphrase ?? 'none' },
        };
        const ours = describeAnswer(await askMofn(one, folder), kind);
        const theirs = describeAnswer(askOpenssl(one, folder), kind);
        // docs/openssl.md, "verify-does-not-ask".
        const asks = use === '-verify' && theirs.startsWith('1 Enter pass phrase for ');
        if (ours !== (asks ? `1 Could not read public key from ${file} ` : theirs))
          wrong.push(`${file}: "${ours}", openssl: "${theirs}"`);
      }
      expect(wrong.slice(0, 10)).toEqual([]);
    });
  },
);

/** Signatures of other types of keys are random. */
function describeAnswer({ code, stderr, stdout }: Answer, kind: string): string {
  const result = kind === 'RSA' || code !== 0 ? stdout.toString('hex').slice(0, 32) : '…';
  return `${code} ${stderr} ${result}`;
}
