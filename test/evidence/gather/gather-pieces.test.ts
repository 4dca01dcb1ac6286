import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherPieces } from '../../../src/evidence/gather/gather-pieces.ts';
import type { GivenFile } from '../../../src/evidence/gather/given-file.ts';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import { makeOpenssl } from '../../../src/evidence/openssl/make-openssl.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { approvalText } from '../../support/approval-text.ts';
import {
  APPROVERS,
  ceremonyFiles,
  hsmLog,
  signatureOf,
  signedRequest,
  tokenBytes,
} from '../../support/ceremony-files.ts';

function gather(files: readonly GivenFile[]) {
  return gatherPieces(files, { saidSpent: [], hasRoster: false }, nodeCrypto);
}

describe('gatherPieces', () => {
  it('shows of a ceremony in which all went well that nothing contradicts', () => {
    const { findings, leftOut } = gather(ceremonyFiles());
    expect(leftOut).toEqual([]);
    expect(findings.contradictions).toEqual([]);
    expect(findings.tokens.map(({ state }) => state)).toEqual(['spent']);
    expect(findings.operations.map(({ operation, request }) => [operation, request])).toEqual([
      ['createUser CU bob', 'requests/request.json'],
    ]);
    expect(findings.unchecked).toEqual([{ code: 'unsigned-logs' }]);
  });

  it('makes the same of the same files, in whatever order', () => {
    const files = ceremonyFiles();
    const expected = gather(files);
    fc.assert(
      fc.property(fc.shuffledSubarray([...files], { minLength: files.length }), (shuffled) => {
        expect(gather(shuffled)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it('takes a classic token with its approval file and the signatures that it names', () => {
    const token = tokenBytes();
    const lines = APPROVERS.map((name) => `2 ${name} sigs/${name}.sig`);
    const files = ceremonyFiles({
      'token.json': undefined,
      'officer1.token': token,
      'approval.txt': approvalText('officer1.token', lines),
      ...Object.fromEntries(
        APPROVERS.map((name) => [`sigs/${name}.sig`, signatureOf(name, token)]),
      ),
    });
    const { findings, pieces } = gather(files);
    expect(findings.contradictions).toEqual([]);
    expect(findings.tokens).toMatchObject([
      { state: 'spent', approvals: APPROVERS.map((name) => ({ name, state: 'right' })) },
    ]);
    expect(pieces.filter(({ kind }) => kind === 'signature')).toHaveLength(2);
  });

  it('has plain files for openssl, of which each signature is right by node:crypto', () => {
    const { pieces } = gather(ceremonyFiles());
    const { checks } = makeOpenssl(pieces, nodeCrypto);
    const read = (path: string): Uint8Array =>
      pieces.find((piece) => piece.path === path)?.bytes ?? new Uint8Array();
    expect(checks).toHaveLength(4);
    for (const { key, signature, message } of checks) {
      const publicKey = createPublicKey(Buffer.from(read(key)));
      expect(verify('sha256', read(message), publicKey, read(signature))).toBe(true);
    }
  });

  it('says where a signature is nobody’s, an operation has no request, a snapshot no operation', () => {
    const envelope = JSON.parse(signedRequest(tokenBytes()).toString());
    envelope.signatures[1].sig = Buffer.alloc(256, 7).toString('base64');
    const users = (...names: readonly string[]) =>
      JSON.stringify({
        error_code: 0,
        data: {
          users: names.map((username) => ({
            username,
            role: 'admin',
            locked: 'false',
            mfa: [],
            quorum: [],
            'cluster-coverage': 'full',
          })),
        },
      });
    const { findings } = gather(
      ceremonyFiles({
        'request.json': JSON.stringify(envelope),
        'users-before.json': users('officer1'),
        'users-after.json': users('officer1', 'bob', 'mallory'),
      }),
    );
    expect(findings.contradictions).toEqual([
      { code: 'signature-wrong', path: 'requests/request.json', name: '#2' },
      { code: 'difference-not-in-logs', name: 'mallory' },
    ]);
    const without = gather(ceremonyFiles({ 'request.json': undefined })).findings;
    expect(without.contradictions).toMatchObject([{ code: 'audit', finding: 'uncovered' }]);
  });

  it('takes no user for one whose role was changed, but for an officer’s first password', () => {
    const users = (role: string) =>
      JSON.stringify({ error_code: 0, data: { users: [{ username: 'bob', role }, EVE] } });
    const EVE = { username: 'eve', role: 'admin' };
    const judge = (before: string, after: string) =>
      gather(
        ceremonyFiles({ 'users-before.json': users(before), 'users-after.json': users(after) }),
      ).findings.contradictions;
    const makeEve = (role: string) =>
      users('admin').replace('"eve","role":"admin"', `"eve","role":"${role}"`);
    const judgeEve = (role: string) =>
      gather(
        ceremonyFiles({ 'users-before.json': makeEve(role), 'users-after.json': users('admin') }),
      ).findings.contradictions;
    expect(judgeEve('crypto-user')).toEqual([{ code: 'difference-not-in-logs', name: 'eve' }]);
    expect(judgeEve('unactivated-admin')).toEqual([]);
    // The logs have that bob was made.
    expect(judge('crypto-user', 'admin')).toEqual([]);
  });

  it('judges anew what it has made, and differently where any piece is another', () => {
    const { pieces, findings } = gather(ceremonyFiles());
    expect(judgePieces(pieces, nodeCrypto)).toEqual(findings);
    for (const [at, changed] of pieces.entries()) {
      const bytes = Uint8Array.from(changed.bytes);
      const half = Math.floor(bytes.length / 2);
      bytes[half] = (bytes[half] ?? 0) ^ 1;
      const others = pieces.with(at, { ...changed, bytes });
      expect(judgePieces(others, nodeCrypto), changed.path).not.toEqual(findings);
    }
  });

  it('leaves an HSM’s log out of nothing: an operation that one lacks is told', () => {
    const files = ceremonyFiles({ 'logs/hsm-1.log': hsmLog({ isDone: false, late: 1 }) });
    const { contradictions } = gather(files).findings;
    expect(contradictions).toMatchObject([{ code: 'audit', finding: 'not-everywhere' }]);
  });

  it('names pieces so that every system takes them, each once', () => {
    const log = hsmLog({ late: 3 });
    const files = ceremonyFiles({
      'x/CON.log': log,
      'ä b\u202e.log': hsmLog({ late: 4 }),
      'y/con.log': hsmLog({ late: 5 }),
    });
    const paths = gather(files).pieces.map(({ path }) => path);
    for (const path of paths)
      expect(path).toMatch(/^[a-z]+(?:\/[A-Za-z0-9_@+=][A-Za-z0-9_.@+=-]*)+$/);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
  });
});
