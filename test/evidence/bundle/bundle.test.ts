import { describe, expect, it } from 'vitest';
import { BUNDLE_WORLD } from '../../../src/cli/commands/evidence/bundle-world.ts';
import { readArchive } from '../../../src/evidence/archive/read-archive.ts';
import { makeBundleFiles, writeBundle } from '../../../src/evidence/bundle/make-bundle.ts';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import { readManifest } from '../../../src/evidence/manifest/read-manifest.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { makePieces } from '../../support/evidence-pieces.ts';
import { sha256 } from '../../support/sdk5-files.ts';

describe('a bundle', () => {
  const pieces = makePieces();
  const findings = judgePieces(pieces, nodeCrypto);

  it('has nothing that contradicts anything, of these pieces', () => {
    expect(findings.contradictions).toEqual([]);
    expect(findings.tokens[0]?.approvals.map(({ state }) => state)).toEqual(['right', 'right']);
  });

  it('is the same bytes whatever the order of the pieces', () => {
    const turned = [...pieces].reverse();
    expect(writeBundle(turned, judgePieces(turned, nodeCrypto), BUNDLE_WORLD)).toEqual(
      writeBundle(pieces, findings, BUNDLE_WORLD),
    );
  });

  it('keeps what openssl checks of pieces apart whose names are nearly the same', () => {
    const token = pieces.find(({ kind }) => kind === 'token');
    if (token === undefined) throw new Error('there is one');
    // The same but for its layout, so that there are two files.
    const bytes = Buffer.concat([token.bytes, Buffer.from('\n')]);
    const both = [
      ...pieces.filter((one) => one !== token),
      { ...token, path: 'tokens/a/b.json' },
      { ...token, path: 'tokens/a_b.json', bytes },
    ];
    const files = makeBundleFiles(both, judgePieces(both, nodeCrypto), BUNDLE_WORLD);
    const signed = [...files.keys()].filter((path) => path.endsWith('.sig'));
    expect(signed).toHaveLength(2 + 4);
  });

  it('lists each piece with its SHA-256, and what openssl needs', () => {
    const files = readArchive(writeBundle(pieces, findings, BUNDLE_WORLD));
    const manifest = readManifest(files.get('manifest.json') ?? new Uint8Array());
    for (const { path, sha256: digest, bytes } of manifest.pieces) {
      const content = files.get(path) ?? new Uint8Array();
      expect(sha256(content).toString('hex')).toBe(digest);
      expect(content.length).toBe(bytes);
    }
    const others = [...files.keys()].filter((path) =>
      manifest.pieces.every((one) => one.path !== path),
    );
    expect(others).toEqual(['manifest.json', 'recheck.sh', 'report.html']);
    const plain = manifest.pieces.filter(({ path }) => path.startsWith('openssl/'));
    expect(plain.map(({ kind }) => kind).sort()).toEqual([
      'pae',
      'pae',
      'plain-key',
      'plain-key',
      ...Array.from({ length: 4 }, () => 'plain-signature'),
    ]);
    expect(manifest.findings).toEqual(findings);
  });
});
