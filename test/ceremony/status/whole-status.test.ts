import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSignedToken } from '../../../src/ceremony/approval-set.ts';
import { addSignature } from '../../../src/ceremony/dsse/add-signature.ts';
import { readClassicSet } from '../../../src/ceremony/formats/classic.ts';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { holdersOfRoster } from '../../../src/ceremony/request/judge-signatures.ts';
import { readRequest } from '../../../src/ceremony/request/statement.ts';
import { readRoster } from '../../../src/ceremony/roster.ts';
import { isCounted, readStatus, type StatusOptions } from '../../../src/ceremony/status.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { approvalText } from '../../support/approval-text.ts';
import { requestFile } from '../../support/request-file.ts';
import { quorumFile } from '../../support/sdk5-files.ts';
import { makeOfficer, makeToken, type Officer, rosterOf } from '../ceremony.ts';
import { approvalOf, RIGHT, wrongBy } from '../next-steps/statuses.ts';

const officers = ['officer1', 'officer2', 'officer3'].map((name) => makeOfficer(name));
const [officer1, officer2, officer3] = officers as [Officer, Officer, Officer];
const ROSTER = rosterOf(...officers);
const token = makeToken();
const over = ({ privateKey }: Officer, message: Uint8Array = token): Buffer =>
  sign('sha256', message, privateKey);
const FILES = { t: token, s1: over(officer1), s2: over(officer2), s9: over(makeOfficer('x')) };
const LINES = ['2 officer1 s1', '2 officer2 s2'];

function statusOf(lines: readonly string[], more: Partial<StatusOptions> = {}, path = 't') {
  const set = readClassicSet(approvalText(path, lines), memoryFiles(FILES), nodeCrypto);
  return readStatus(set, { roster: ROSTER, required: 2, ...more }, nodeCrypto);
}

describe('the status of a file', () => {
  it('is all that can be said of it', () => {
    expect(statusOf(LINES)).toStrictEqual({
      format: 'classic',
      token: readSignedToken('t', Uint8Array.from(token), nodeCrypto),
      approvals: [1, 2].map((n) => ({
        type: 2,
        name: `officer${n}`,
        file: `s${n}`,
        trailingBytes: 0,
        state: 'right',
      })),
      missing: [{ name: 'officer3', isUsable: true }],
      strangers: [],
      right: 2,
      required: 2,
      requiredFrom: 'option',
      refusals: [],
      reached: true,
      warnings: [],
    });
  });

  it('is why there is no token, where there is none', () => {
    expect(statusOf([], {}, 'gone')).toStrictEqual({
      format: 'classic',
      tokenProblem: { code: 'cannot-open', path: 'gone' },
      approvals: [],
      missing: officers.map(({ name }) => ({ name, isUsable: true })),
      strangers: [],
      right: 0,
      required: 2,
      requiredFrom: 'option',
      refusals: [{ code: 'device-error', error: { code: 'cannot-open', path: 'gone' } }],
      reached: false,
      warnings: [],
    });
  });

  it('names those who are missing and cannot sign, and those of whom nobody knows', () => {
    const roster = readRoster([
      { fileName: 'officer1.pub', content: Buffer.from(officer1.publicKey) },
      { fileName: 'officer3.pub', content: new Uint8Array() },
    ]);
    const status = statusOf([...LINES, '2 officer2 s9', '2 officer9 s9'], { roster });
    expect(status.missing).toEqual([{ name: 'officer3', isUsable: false }]);
    expect(status.strangers).toEqual(['officer2', 'officer9']);
  });

  it('has those missing alone who use the key, where the token is for one', () => {
    const key = { users: ['officer1', 'officer3'], required: 2 };
    expect(statusOf([], { key }).missing.map(({ name }) => name)).toEqual(['officer1', 'officer3']);
  });
});

describe('a quorum', () => {
  it('is reached by as many as are needed, or more', () => {
    expect([1, 2, 3].map((required) => statusOf(LINES, { required }).reached)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is not reached while one approval could not be checked', () => {
    const status = statusOf([...LINES, '2 officer9 s9']);
    expect(status.approvals.map(({ state }) => state)).toEqual(['right', 'right', 'unchecked']);
    expect([status.right, status.refusals, status.reached]).toEqual([2, [], false]);
  });

  it('is not reached where nobody says how many are needed', () => {
    const signatures = [officer1, officer2, officer3].map((officer) => ({
      username: officer.name,
      signature: over(officer).toString('base64'),
    }));
    const set = readSdk5Set(quorumFile(decodeTokens(token), { signatures }), 't', nodeCrypto);
    const status = readStatus(set, { roster: ROSTER }, nodeCrypto);
    expect(status).toMatchObject({ right: 3, required: 2, requiredFrom: 'least', refusals: [] });
    expect(status.reached).toBe(false);
    expect(readStatus(set, { roster: ROSTER, required: 2 }, nodeCrypto).reached).toBe(true);
  });
});

describe('a quorum for a request', () => {
  const NOW = 1_700_000_060;
  const bare = Buffer.from(requestFile(token));

  /** The request, signed by some. */
  function requestBy(...signers: readonly Officer[]) {
    const { signedBytes } = readRequest(bare);
    const file = signers.reduce<Uint8Array>(
      (bytes, signer) => addSignature(bytes, { keyId: '', signature: over(signer, signedBytes) }),
      bare,
    );
    return { signed: readRequest(file), holders: holdersOfRoster(ROSTER), now: NOW, policy: null };
  }

  it('is reached by those who have signed both', () => {
    const request = requestBy(officer1, officer2, makeOfficer('x'));
    const status = statusOf(LINES, { request });
    expect(status).toMatchObject({ right: 2, reached: true, refusals: [] });
    expect(status.approvals.map(({ onRequest }) => onRequest)).toEqual([true, true]);
    expect(status.missing).toStrictEqual([{ name: 'officer3', isUsable: true, onRequest: false }]);
    expect(status.request).toStrictEqual({
      signed: request.signed,
      problems: [],
      signatures: [
        { state: 'right', keyId: '', names: ['officer1'] },
        { state: 'right', keyId: '', names: ['officer2'] },
        { state: 'unknown', keyId: '' },
      ],
      signers: new Set(['officer1', 'officer2']),
    });
  });

  it('counts nobody who has signed the token alone, or the request alone', () => {
    const status = statusOf(LINES, { request: requestBy(officer1, officer3) });
    expect(status).toMatchObject({ right: 1, reached: false, refusals: [] });
    expect(status.approvals.map(({ state, onRequest }) => [state, onRequest])).toEqual([
      ['right', true],
      ['right', false],
    ]);
    expect(status.missing).toStrictEqual([{ name: 'officer3', isUsable: true, onRequest: true }]);
  });

  it('is not reached where the request does not count', () => {
    const request = { ...requestBy(officer1, officer2), now: 1_600_000_000 };
    const status = statusOf(LINES, { request });
    expect(status).toMatchObject({ right: 2, reached: false });
    const problem = { code: 'from-the-future', made: 1_700_000_000 };
    expect(status.request?.problems).toEqual([problem]);
    expect(status.refusals).toEqual([{ code: 'request', problem }]);
  });
});

describe('an approval', () => {
  it.each([
    ['right', RIGHT, undefined, true],
    ['right, and on the request', RIGHT, true, true],
    ['right, and not on the request', RIGHT, false, false],
    ['wrong, and on the request', wrongBy(['length']), true, false],
  ])(
    'counts where it is right, on the request as well where there is one: %s',
    (_, judgement, onRequest, counts) => {
      const more = onRequest === undefined ? {} : { onRequest };
      expect(isCounted(approvalOf('officer1', judgement, more))).toBe(counts);
    },
  );
});
