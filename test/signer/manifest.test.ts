import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howMany, IS_LONG, sample } from '../support/how-many.ts';
import { requireVectors } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';
import { Vectors } from '../support/vectors.ts';

/** What the real openssl makes of a key file. */
interface ManifestKey {
  readonly file: string;
  readonly kind: string;
  readonly passphrase: string | null;
  readonly documentedPassphrase?: string;
  readonly opensslReads: boolean;
  readonly dgst?: { readonly exit: number; readonly sigSha256?: string };
}

const vectors = requireVectors();

describe.skipIf(!vectors.has)(`key files of other projects ${vectors.label}`, () => {
  let unpacked: Vectors;
  let keys: readonly ManifestKey[];

  beforeAll(() => {
    unpacked = new Vectors();
    keys = unpacked.readJson<ManifestKey[]>('keys/manifest.json');
  });
  afterAll(() => unpacked.remove());

  it('gives the signature of openssl for every RSA key, and exit 4 for what cannot sign', async () => {
    const wrong: string[] = [];
    const counts = { signed: 0, refused: 0, opened: 0 };
    for (const key of sample(keys, howMany(60, keys.length))) {
      const passphrase = key.passphrase ?? key.documentedPassphrase ?? 'none';
      const { code, bytes, stderr } = await runCommand(
        ['sign', 'keys/message.bin', '--key', `keys/${key.file}`, '--passin', 'env:PASS', '-q'],
        { cwd: unpacked.folder, env: { PASS: passphrase } },
      );
      const digest = createHash('sha256').update(bytes).digest('hex');
      if (key.kind === 'RSA' && key.dgst?.exit === 0) {
        counts.signed += 1;
        if (code !== 0 || digest !== key.dgst.sigSha256) wrong.push(`${key.file}: ${stderr}`);
      } else if (code === 0) {
        // Only what openssl refuses for its age, or its format, is opened besides.
        counts.opened += 1;
        if (key.opensslReads) wrong.push(`${key.file}: signed, and openssl does not`);
      } else {
        counts.refused += 1;
        if (code !== 4 || bytes.length > 0) wrong.push(`${key.file}: exit ${code}, ${stderr}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(counts.signed).toBeGreaterThanOrEqual(IS_LONG ? 100 : 15);
    expect(counts.refused).toBeGreaterThanOrEqual(IS_LONG ? 50 : 5);
    expect(counts.opened).toBeGreaterThanOrEqual(IS_LONG ? 10 : 1);
  });

  it('names the openssl command that converts what cannot be opened', async () => {
    const named: string[] = [];
    for (const { file, kind, opensslReads, passphrase } of keys) {
      if (kind !== 'RSA' || opensslReads || passphrase === null) continue;
      const { code, stderr } = await runCommand(
        ['sign', 'keys/message.bin', '--key', `keys/${file}`, '--passin', 'env:PASS', '-q'],
        { cwd: unpacked.folder, env: { PASS: passphrase } },
      );
      if (code === 0) continue;
      named.push(/under ([\w-]+)/.exec(stderr)?.[1] ?? file);
      expect(stderr).toContain(`openssl pkey -provider legacy -provider default -in keys/${file}`);
    }
    expect(named.toSorted()).toEqual([
      'PBE-MD5-DES',
      'PBE-MD5-RC2-64',
      'PBE-SHA1-RC2-128',
      'PBE-SHA1-RC4-128',
      'PBE-SHA1-RC4-40',
      'RC2-CBC',
    ]);
  });
});
