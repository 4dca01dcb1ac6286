import { createHash, createPublicKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClassicSet } from '../../src/ceremony/formats/classic.ts';
import { readRoster } from '../../src/ceremony/roster.ts';
import {
  type CeremonyStatus,
  readStatus as readStatusOf,
  type StatusOptions,
} from '../../src/ceremony/status.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { type DeviceFiles, readApprovalAsDevice } from '../../src/parser/device.ts';
import { showText } from '../../src/parser/text.ts';
import {
  describeJudgement,
  describeStatusRefusal,
  describeTokenProblem,
  describeWarning,
} from '../../src/words/status.ts';
import { BareHsm, officerKey } from '../hsm/machine/bare-hsm.ts';
import { howMany } from '../support/how-many.ts';
import { makeOfficer, makeToken, rosterOf } from './ceremony.ts';

const officers = ['officer1', 'officer2', 'officer3'].map((name) => makeOfficer(name));
const [officer1, officer2, officer3] = officers as [
  (typeof officers)[0],
  (typeof officers)[0],
  (typeof officers)[0],
];
const roster = rosterOf(...officers);
const token = makeToken();
const sig = (officer: typeof officer1, message: Uint8Array = token): Buffer =>
  sign('sha256', message, officer.privateKey);

/** Files by their path as it is shown. */
function filesOf(content: Readonly<Record<string, Uint8Array | string>>): DeviceFiles {
  return {
    open(path, length) {
      const found = content[showText(path)];
      if (found === undefined) return undefined;
      const bytes = Buffer.from(found as string);
      return { size: bytes.length, start: bytes.subarray(0, length) };
    },
  };
}

function readStatus(
  bytes: Uint8Array,
  { files, ...options }: StatusOptions & { readonly files: DeviceFiles },
): CeremonyStatus {
  return readStatusOf(readClassicSet(bytes, files, nodeCrypto), options, nodeCrypto);
}

interface Line {
  readonly name: string;
  readonly file: string;
  readonly type?: number;
}

function approvalFile(lines: readonly Line[], count: number = lines.length): Buffer {
  const approvers = lines.map(
    ({ name, file, type = 2 }) =>
      `Approver Type = ${type};\nApprover Name = ${name};\nApproval File = ${file};\n`,
  );
  return Buffer.from(
    `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = ${count};\n${approvers.join('')}`,
    'latin1',
  );
}

const FILES = { t: token, s1: sig(officer1), s2: sig(officer2), s3: sig(officer3) };
const LINES = [1, 2, 3].map((n) => ({ name: `officer${n}`, file: `s${n}` }));

function statusOf(
  lines: readonly Line[],
  more: Readonly<Record<string, Uint8Array | string>> = {},
  { required, count }: { required?: number; count?: number } = {},
): CeremonyStatus {
  return readStatus(approvalFile(lines, count ?? lines.length), {
    files: filesOf({ ...FILES, ...more }),
    roster,
    ...(required === undefined ? {} : { required }),
  });
}

const states = ({ approvals }: CeremonyStatus): string[] =>
  approvals.map(({ name, state }) => `${name} ${state}`);
const signers = ({ approvals }: CeremonyStatus): (string | undefined)[] =>
  approvals.map((one) => (one.state === 'wrong' ? one.wrong.signer : undefined));
const reasons = ({ approvals }: CeremonyStatus): string[] => approvals.flatMap(describeJudgement);
const refusals = (status: CeremonyStatus): string[] => status.refusals.map(describeStatusRefusal);
const warnings = (status: CeremonyStatus): string[] => status.warnings.map(describeWarning);
const warningCodes = ({ warnings }: CeremonyStatus): string[] => warnings.map(({ code }) => code);

describe('status', () => {
  it('counts right approvals, names who is missing, and is reached at M', () => {
    const status = statusOf(LINES.slice(0, 2), {}, { required: 2 });
    expect(states(status)).toEqual(['officer1 right', 'officer2 right']);
    expect(status.missing).toEqual([{ name: 'officer3', isUsable: true }]);
    expect([status.right, status.required, status.reached]).toEqual([2, 2, true]);
    expect(status.refusals).toEqual([]);
    expect(status.warnings).toEqual([]);
    expect(status.token?.digest).toBe(createHash('sha256').update(token).digest('hex'));
    expect(status.token?.records.map(({ node }) => node)).toEqual([1, 0]);
  });

  it('is not reached with one approval fewer than M', () => {
    const status = statusOf(LINES.slice(0, 2), {}, { required: 3 });
    expect([status.right, status.reached]).toEqual([2, false]);
    expect(status.refusals).toEqual([]);
  });

  it('takes the number that the file has where M is not given, and 2 at least', () => {
    expect(statusOf(LINES.slice(0, 1)).required).toBe(2);
    expect(statusOf(LINES.slice(0, 1)).reached).toBe(false);
    expect(statusOf(LINES)).toMatchObject({ required: 3, requiredFrom: 'file', reached: true });
  });

  it('is not reached while one approval is wrong, however many are right', () => {
    const status = statusOf(LINES, { s2: sig(officer3) }, { required: 2 });
    expect(states(status)).toEqual(['officer1 right', 'officer2 wrong', 'officer3 right']);
    expect([status.right, status.reached]).toEqual([2, false]);
    expect(status.refusals).toEqual([{ code: 'bad-approvals', names: ['officer2'] }]);
    expect(refusals(status)).toEqual([
      'an HSM refuses the whole file while one approval in it is bad: officer2',
    ]);
    expect(signers(status)).toEqual([undefined, 'officer3', undefined]);
  });

  it('counts 257 bytes whose first 256 are right, and warns', () => {
    const status = statusOf(
      LINES.slice(0, 2),
      { s2: Buffer.concat([FILES.s2, Buffer.from('\n')]) },
      { required: 2 },
    );
    expect(status.reached).toBe(true);
    expect(warnings(status)).toEqual([
      "officer2's signature counts, but s2 has 1 more byte behind it that the tool does not read",
    ]);
  });

  it('counts each officer and each key once', () => {
    const twice = statusOf([
      { name: 'officer1', file: 's1' },
      { name: 'OFFICER1', file: 's1' },
    ]);
    expect(states(twice)).toEqual(['officer1 right', 'officer1 refused']);
    const bytes = approvalFile([
      { name: 'officer1', file: 's1' },
      { name: 'copy', file: 's1' },
    ]);
    const shared = rosterOf(officer1, { ...officer1, name: 'copy' });
    const status = readStatus(bytes, { files: filesOf(FILES), roster: shared, required: 2 });
    expect(states(status)).toEqual(['officer1 right', 'copy refused']);
    expect([status.right, status.reached]).toEqual([1, false]);
    expect(reasons(status)).toEqual(['officer1 has the same key, and counts already']);
  });

  it('refuses a CU, another type, and a name that is none', () => {
    const status = statusOf([
      { name: 'officer1', file: 's1', type: 1 },
      { name: 'officer2 ', file: 's2' },
      { name: 'officer3', file: 's3' },
    ]);
    expect(states(status)).toEqual(['officer1 refused', 'officer2  refused', 'officer3 right']);
    const seven = statusOf([{ name: 'officer1', file: 's1', type: 7 }]);
    expect(reasons(seven)).toEqual(['the file gives approver type 7; officers are type 2']);
    expect(refusals(seven)[0]).toBe(
      "the HSM's tool stops at the file, saying: Invalid User Type 7 for officer1",
    );
  });

  it('judges the other approvals where one signature file is missing', () => {
    const status = statusOf(
      [LINES[0] as Line, { name: 'officer2', file: 'gone' }, LINES[2] as Line],
      {},
      { required: 2 },
    );
    expect(states(status)).toEqual(['officer1 right', 'officer2 no-file', 'officer3 right']);
    expect(refusals(status)).toEqual([
      "the HSM's tool stops at the file, saying: failed to open gone",
    ]);
    expect(status.reached).toBe(false);
  });

  it('names approvals that are written and not read', () => {
    const status = statusOf(LINES, {}, { required: 2, count: 2 });
    expect(states(status)).toEqual(['officer1 right', 'officer2 right', 'officer3 unread']);
    expect([status.right, status.reached]).toEqual([2, true]);
    expect(warningCodes(status)).toEqual(['readings-differ']);
    const none = statusOf(LINES, {}, { required: 2, count: 0 });
    expect(none.right).toBe(0);
    expect(none.reached).toBe(false);
    expect(refusals(none)[0]).toMatch(/reads no approval at all/);
  });

  it('cannot check an officer without a key, and does not say that the quorum is reached', () => {
    const strange = statusOf([...LINES, { name: 'officer9', file: 's9' }], {
      s9: sig(makeOfficer('x')),
    });
    expect(states(strange).at(-1)).toBe('officer9 unchecked');
    expect([strange.right, strange.reached]).toEqual([3, false]);
    const known = statusOf([{ name: 'officer9', file: 's1' }]);
    expect(signers(known)).toEqual(['officer1']);
    const broken = readRoster([{ fileName: 'officer1.pub', content: Buffer.from('?') }]);
    const status = readStatus(approvalFile(LINES.slice(0, 1)), {
      files: filesOf(FILES),
      roster: broken,
    });
    expect(states(status)).toEqual(['officer1 unchecked']);
    expect(warningCodes(status)).toEqual(['roster-file']);
  });

  it('tells what the token is, or why there is none', () => {
    expect(describeTokenProblem(statusOf(LINES, { t: Buffer.alloc(81) }))).toBe(
      'approveToken(): Invalid Token Size: 81',
    );
    const junk = Buffer.alloc(160, 7);
    const status = readStatus(approvalFile([{ name: 'officer1', file: 's' }]), {
      files: filesOf({ t: junk, s: sig(officer1, junk) }),
      roster,
    });
    expect(states(status)).toEqual(['officer1 right']);
    expect(refusals(status)[0]).toMatch(/no quorum token: record 1/);
    const gone = readStatus(Buffer.from(''), { files: filesOf({}), roster });
    expect(gone.tokenProblem).toEqual({ code: 'cannot-open', path: '' });
    expect(describeTokenProblem(gone)).toBe(
      "the HSM's tool reads no path of one in the file; lint says why",
    );
    expect(gone.reached).toBe(false);
    expect(states(statusOf(LINES, { t: Buffer.alloc(81) }))[0]).toBe('officer1 unchecked');
  });

  it('warns of what no HSM writes into a token', () => {
    const odd = Buffer.concat([makeToken({ nodes: 1 }), makeToken({ nodes: 1, user: 'mallory' })]);
    const status = statusOf(LINES, { t: odd });
    expect(warningCodes(status)).toEqual(['odd-token', 'odd-token']);
    expect(warnings(status)).toEqual([
      expect.stringContaining('officer1, mallory'),
      expect.stringContaining('several records of one node'),
    ]);
  });

  it('opens each file once, and judges what the device saw', () => {
    const opened: string[] = [];
    const real = filesOf(FILES);
    const files: DeviceFiles = {
      open(path, length) {
        opened.push(String(path));
        return real.open(path, length);
      },
    };
    const status = readStatus(approvalFile(LINES.slice(0, 2)), { files, roster });
    expect(states(status)).toEqual(['officer1 right', 'officer2 right']);
    expect(opened.toSorted()).toEqual(['s1', 's2', 't']);
  });

  it('judges over the single token where that takes the place of one record', () => {
    const one = makeToken({ nodes: 1 });
    const other = makeToken({ nodes: 1, nonce: 5 });
    const bytes = Buffer.from(
      'Multi Token File Path = m;\nToken File Path = s;\nNumber of Approvals = 1;\n' +
        'Approver Type = 2;\nApprover Name = officer1;\nApproval File = s1;\n',
    );
    const files = filesOf({ m: one, s: other, s1: sig(officer1, other) });
    expect(states(readStatus(bytes, { files, roster }))).toEqual(['officer1 right']);
    const overMulti = filesOf({ m: one, s: other, s1: sig(officer1, one) });
    expect(states(readStatus(bytes, { files: overMulti, roster }))).toEqual(['officer1 wrong']);
  });

  it('warns where the roster has no officer to spare', () => {
    expect(warningCodes(statusOf(LINES, {}, { required: 2 }))).toEqual([]);
    expect(warningCodes(statusOf(LINES, {}, { required: 3 }))).toEqual(['no-officer-to-spare']);
    expect(warningCodes(statusOf(LINES, {}, { required: 4 }))).toEqual(['never-reached']);
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const status = readStatus(bytes, { files: filesOf(FILES), roster });
        expect(status.reached).toBe(false);
      }),
    );
  });
});

/** What a file says of one approver, and what is in the signature file: mostly what should be there. */
const approverCase = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constantFrom('officer1', 'officer2', 'officer3', 'OFFICER2'),
      by: fc.constant(0),
      type: fc.constant(2),
      content: fc.constantFrom('right', 'right', 'long'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constantFrom('officer1', 'officer2', 'Officer3', 'officer9', 'officer1 ', ''),
      by: fc.constantFrom(0, 1, 2, 3),
      type: fc.constantFrom(2, 2, 2, 1, 3),
      content: fc.constantFrom('right', 'hashed', 'other', 'short', 'none'),
    }),
  },
);

describe('status beside the HSM', () => {
  it('says what approveToken does, whatever is in the file', () => {
    const hsm = new BareHsm({ mValues: { userManagement: 2 } });
    const session = hsm.openSession('officer1');
    const pems = [1, 2, 3].map((n) =>
      createPublicKey(officerKey(n).privateKey).export({ type: 'spki', format: 'pem' }),
    );
    const registered = readRoster(
      pems.map((pem, at) => ({ fileName: `officer${at + 1}.pub`, content: Buffer.from(pem) })),
    );
    const known = new Map<string, Uint8Array>();
    const signature = (n: number, message: Uint8Array): Uint8Array => {
      const key = `${n} ${Buffer.from(message).toString('hex')}`;
      const made = known.get(key) ?? officerKey(n).sign(message);
      known.set(key, made);
      return made;
    };
    const outcomes = { taken: 0, refused: 0 };
    const record = hsm.getToken(session, 'officer1');
    const fresh = hsm.state;
    fc.assert(
      fc.property(
        fc.uniqueArray(approverCase, { maxLength: 3, selector: ({ name }) => name }),
        fc.constantFrom(0, 0, 0, 0, -1, 1),
        (cases, off) => {
          hsm.state = fresh;
          const files: Record<string, Uint8Array> = { t: record };
          const lines = cases.map(({ name, by, type, content }, at) => {
            const own = Number(/[123]/.exec(name)?.[0] ?? 1);
            const signer = by === 0 ? own : by;
            const right = signature(signer, record);
            const made: Record<string, Uint8Array | undefined> = {
              right,
              hashed: signature(signer, createHash('sha256').update(record).digest()),
              other: signature(signer, Buffer.from('other')),
              long: Buffer.concat([right, Buffer.from('x')]),
              short: right.subarray(1),
              none: undefined,
            };
            const bytes = made[content];
            if (bytes) files[`s${at}`] = bytes;
            return { name, file: `s${at}`, type };
          });
          const bytes = approvalFile(lines, Math.max(0, lines.length + off));
          const access = filesOf(files);
          const { approval } = readApprovalAsDevice(bytes, access);
          const reply =
            approval &&
            hsm.ask({
              op: 'approveToken',
              session,
              multiToken: approval.multiToken,
              approvals: approval.approvals.map((one) => ({ ...one, name: showText(one.name) })),
            });
          const approvers = hsm.must({ op: 'listTokens', session }).tokens[0]?.approvers ?? [];
          const status = readStatus(bytes, { files: access, roster: registered, required: 2 });
          const isTaken = reply?.ok === true && approvers.length > 0;
          outcomes[isTaken ? 'taken' : 'refused']++;
          const allChecked = status.approvals.every(({ state }) => state !== 'unchecked');
          expect(status.refusals.length === 0 && allChecked).toBe(isTaken);
          expect(status.reached).toBe(isTaken && approvers.length >= 2);
          if (isTaken) {
            const right = status.approvals.filter(({ state }) => state === 'right');
            expect(right.map(({ name }) => name)).toEqual(approvers);
          }
        },
      ),
      { numRuns: howMany(150, 20_000) },
    );
    expect(outcomes.taken).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
  });
});
