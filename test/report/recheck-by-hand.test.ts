/** The commands of the report, as somebody pastes them who has the bundle's folder, openssl and coreutils. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgePieces } from '../../src/evidence/judge/judge-pieces.ts';
import type { Manifest } from '../../src/evidence/manifest.ts';
import { makeOpenssl } from '../../src/evidence/openssl/make-openssl.ts';
import type { Piece, PieceKind } from '../../src/evidence/piece.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { listOpensslChecks } from '../../src/report/openssl-checks.ts';
import { renderReport } from '../../src/report/render-report.tsx';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { paymentPolicy, signedPolicyFile } from '../support/payment-policy.ts';

const RECORD = '{"number":0}\n{"number":1}\n';

const files = useOfficerFolder();

/** Policy, request and a classic token, each signed, and what openssl needs of them. */
function makePieces(): readonly Piece[] {
  const piece = (path: string, kind: PieceKind, bytes: Uint8Array): Piece => ({
    path,
    kind,
    bytes,
  });
  const policy = signedPolicyFile(paymentPolicy(), ['officer2', 'officer3']);
  const pieces = [
    piece('ceremony/record.jsonl', 'record', Buffer.from(RECORD)),
    piece('keys/officer1.pub', 'public-key', files.read('officer1.pub')),
    piece('keys/officer2.pub', 'public-key', files.read('officer2.pub')),
    piece('policy/payment.json', 'policy', Buffer.from(policy)),
    piece('requests/bob.json', 'request', files.read('request.signed.json')),
    piece('tokens/approval.txt', 'approval', files.read('approval.txt')),
    piece('tokens/officer1.token', 'token', files.read('officer1.token')),
    piece('tokens/officer1.token.sig1', 'signature', files.read('officer1.token.sig1')),
    piece('tokens/officer1.token.sig2', 'signature', files.read('officer1.token.sig2')),
  ];
  return [...pieces, ...makeOpenssl(pieces, nodeCrypto).pieces];
}

function makeManifest(pieces: readonly Piece[]): Manifest {
  return {
    pieces: pieces.map(({ path, kind, bytes }) => ({
      path,
      kind,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    madeBy: { name: 'mofn', version: '0.1.0' },
    findings: judgePieces(pieces, nodeCrypto),
  };
}

/** Everything that the page shows to be typed; it has no character there that HTML writes otherwise than `&amp;`. */
function listCommands(html: string): readonly string[] {
  return [...html.matchAll(/<pre class="commands">(.*?)<\/pre>/gs)].flatMap(([, block = '']) =>
    [...block.matchAll(/<code>(.*?)<\/code>/gs)].map(([, text = '']) =>
      text.replaceAll(/<\/?span[^>]*>/g, ''),
    ),
  );
}

describe('what the report says to type', () => {
  it('checks every signature that the plain files are there for, and no other', () => {
    const pieces = makePieces();
    const bySignature = (checks: readonly { readonly signature: string }[]): unknown =>
      [...checks].sort((one, other) => (one.signature < other.signature ? -1 : 1));
    const found = listOpensslChecks(makeManifest(pieces));
    expect(found).toHaveLength(6);
    expect(bySignature(found)).toEqual(bySignature(makeOpenssl(pieces, nodeCrypto).checks));
  });

  it('does what the page says that it does, in the folder of the bundle', () => {
    const pieces = makePieces();
    for (const { path, bytes } of pieces) {
      mkdirSync(dirname(join(files.folder, 'bundle', path)), { recursive: true });
      writeFileSync(join(files.folder, 'bundle', path), bytes);
    }
    const html = renderReport(makeManifest(pieces));
    const run = (command: string): string =>
      execFileSync('sh', ['-c', command], { cwd: join(files.folder, 'bundle'), encoding: 'utf8' });
    const commands = listCommands(html);
    const ofSignatures = commands.filter((command) => command.startsWith('openssl dgst'));
    expect(ofSignatures.map(run)).toEqual(Array(6).fill('Verified OK\n'));
    const ofKeys = commands.filter((command) => command.startsWith('openssl pkey'));
    expect(ofKeys).toHaveLength(3);
    for (const command of ofKeys) {
      const fingerprint = run(command).trim().split(' ').at(-1);
      expect(html).toContain(`>${fingerprint}<`);
    }
    const [ofRecord] = commands.filter((command) => command.startsWith('tail'));
    const head = createHash('sha256').update('{"number":1}').digest('hex');
    expect(run(ofRecord ?? '')).toBe(`${head}  -\n`);
  });
});
