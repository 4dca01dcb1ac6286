import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { howOften, sample } from '../support/how-many.ts';
import { IS_ASKING, OpensslAnswers, requireOpensslAnswers } from '../support/openssl/answers.ts';
import { requireVectors } from '../support/requirements.ts';
import { Vectors } from '../support/vectors.ts';
import { type Answer, askMofn, askOpenssl } from './run-case.ts';

interface ManifestKey {
  readonly file: string;
  readonly kind: string;
  readonly passphrase: string | null;
  readonly documentedPassphrase?: string;
}

const vectors = requireVectors();
const openssl = requireOpensslAnswers();
const answers = new OpensslAnswers<Readonly<Record<string, string>>>('dgst-key-files');

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
    afterAll(() => {
      unpacked.remove();
      answers.save();
    });

    const sign = '-sign';
    test.each([
      [sign, []],
      ['-verify', ['-signature', 'message.bin']],
      ...(IS_ASKING ? ['PEM', 'DER'] : []).map((form) => [sign, ['-keyform', form]] as const),
    ] as const)('%s %j', async (use, options) => {
      const cases = keys.map(({ file, kind, passphrase, documentedPassphrase }) => ({
        file,
        kind,
        args: [use, file, '-passin', 'env:PASS', ...options, 'message.bin'],
        env: { PASS: passphrase ?? documentedPassphrase ?? 'none' },
      }));
      const theirs = await answers.to([use, ...options].join(' '), () =>
        Object.fromEntries(
          cases.map((one) => [one.file, describeAnswer(askOpenssl(one, folder), one.kind)]),
        ),
      );
      const expected: Record<string, string> = {};
      const ours: Record<string, string> = {};
      for (const one of sample(cases, howOften(60, 1200))) {
        const { file, kind } = one;
        ours[file] = describeAnswer(await askMofn(one, folder), kind);
        // docs/openssl.md, "verify-does-not-ask".
        const asks = use === '-verify' && theirs[file]?.startsWith('1 Enter pass phrase for ');
        expected[file] = asks ? `1 Could not read public key from ${file} ` : (theirs[file] ?? '');
      }
      expect(ours).toEqual(expected);
    });
  },
);

/** Signatures of other types of keys are random. */
function describeAnswer({ code, stderr, stdout }: Answer, kind: string): string {
  const result = kind === 'RSA' || code !== 0 ? stdout.toString('hex').slice(0, 32) : '…';
  return `${code} ${stderr} ${result}`;
}
