import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type MisplacedApproval, readSignedToken } from '../../../src/ceremony/approval-set.ts';
import { type Roster, readRoster } from '../../../src/ceremony/roster.ts';
import { findWarnings, type StatusWarning } from '../../../src/ceremony/status/warnings.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { encodePublicKey } from '../../../src/signer/encodings/public-key.ts';
import { SERVICE } from '../../../src/token/service.ts';
import { TOKEN_VALIDITY } from '../../../src/token/validity.ts';
import { makeOfficer, makeToken, rosterOf } from '../ceremony.ts';
import { approvalOf, RIGHT, wrongBy } from '../next-steps/statuses.ts';

type Given = Parameters<typeof findWarnings>;

const officers = ['officer1', 'officer2'].map((name) => makeOfficer(name));
const ROSTER = rosterOf(...officers);
const NOBODY = rosterOf();
const CREATED = 1_700_000_000;
const tokenOf = (bytes: Uint8Array) => readSignedToken('t', bytes, nodeCrypto);
const OF_OFFICERS = tokenOf(makeToken());
const OTHER = tokenOf(makeToken({ nonce: 9 }));
const OF_KEY = tokenOf(makeToken({ service: SERVICE.useKey, keyHandle: 6 }));

/** What is warned of a file without approvals, where nothing is the matter but what is given. */
function warningsOf({
  judged,
  approvers,
  set,
  now,
  hasToken = true,
}: {
  readonly judged?: Partial<Given[0]>;
  readonly approvers?: Partial<Given[1]>;
  readonly set?: Partial<Given[2]>;
  readonly now?: number;
  readonly hasToken?: boolean;
}): readonly StatusWarning[] {
  const { roster = NOBODY } = approvers ?? {};
  return findWarnings(
    {
      ...(hasToken && { token: OF_OFFICERS }),
      approvals: [],
      required: 2,
      requiredFrom: 'file',
      ...judged,
    },
    { roster, candidates: roster, key: undefined, ...approvers },
    { format: 'classic', readingsDiffer: false, misplaced: [], ...set },
    now,
    nodeCrypto,
  );
}

describe('a warning', () => {
  it('is none where nothing is the matter', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ approvers: { roster: ROSTER } })).toEqual([]);
  });

  it('says that the tool reads the file otherwise', () => {
    expect(warningsOf({ set: { readingsDiffer: true } })).toEqual([{ code: 'readings-differ' }]);
  });

  it('says what is odd of a token, and nothing of one that is not there', () => {
    const record = makeToken({ nodes: 1 });
    const token = tokenOf(Buffer.concat([record, record]));
    expect(warningsOf({ judged: { token } })).toEqual([
      { code: 'odd-token', oddity: { code: 'repeated-node' } },
    ]);
    expect(warningsOf({ hasToken: false, set: { format: 'sdk5' }, now: CREATED })).toEqual([]);
  });

  it('says of a JSON file alone that its token is old, and only where the time is known', () => {
    const sdk5 = { set: { format: 'sdk5' } } as const;
    const age = TOKEN_VALIDITY;
    const old = { code: 'expired-token', age, validity: TOKEN_VALIDITY };
    expect(warningsOf({ ...sdk5, now: CREATED + age })).toEqual([old]);
    expect(warningsOf({ ...sdk5, now: CREATED + age + 5 })).toEqual([{ ...old, age: age + 5 }]);
    expect(warningsOf({ ...sdk5, now: CREATED + age - 1 })).toEqual([]);
    expect(warningsOf(sdk5)).toEqual([]);
    expect(warningsOf({ now: CREATED + age })).toEqual([]);
  });

  it('says of a right approval alone how much stands behind its signature', () => {
    const approvals = [
      { ...approvalOf('officer1', RIGHT), trailingBytes: 3 },
      approvalOf('officer2', RIGHT),
      { ...approvalOf('officer3', wrongBy(['length'])), trailingBytes: 3 },
    ];
    expect(warningsOf({ judged: { approvals } })).toEqual([
      { code: 'trailing-bytes', name: 'officer1', file: 'officer1.sig', bytes: 3 },
    ]);
  });
});

describe('a warning of a signature where nobody looks for one', () => {
  const [, officer2] = officers;
  const start = sign('sha256', OF_OFFICERS.signedBytes, officer2?.privateKey ?? '');
  const misplacedWith = (
    more: Partial<MisplacedApproval['signature']>,
  ): readonly MisplacedApproval[] => [
    { path: 'signed', belongs: 'signatures[].signature', signature: { size: 256, start, ...more } },
  ];
  const warning = {
    code: 'misplaced-signature',
    path: 'signed',
    belongs: 'signatures[].signature',
  };
  const approvers = { roster: ROSTER };

  it.each<[string, Parameters<typeof warningsOf>[0], string | undefined]>([
    ['whose it is, where it is right', { set: { misplaced: misplacedWith({}) } }, 'officer2'],
    [
      'nobody, where it is over something else',
      { set: { misplaced: misplacedWith({}) }, judged: { token: OTHER } },
      undefined,
    ],
    [
      'nobody, where its text is malformed',
      { set: { misplaced: misplacedWith({ malformed: 'hex' }) } },
      undefined,
    ],
    [
      'nobody, where there is no token',
      { set: { misplaced: misplacedWith({}) }, hasToken: false },
      undefined,
    ],
  ])('says %s', (_, given, signer) => {
    expect(warningsOf({ approvers, ...given })).toStrictEqual([{ ...warning, signer }]);
  });
});

describe('a warning of the roster', () => {
  it('names files whose key does not count, and those that name no officer', () => {
    const roster = readRoster([
      { fileName: 'officer1.pub', content: Buffer.from(officers[0]?.publicKey ?? '') },
      { fileName: 'officer2.pub', content: new Uint8Array() },
      { fileName: 'officer3.pem', content: new Uint8Array() },
    ]);
    expect(warningsOf({ approvers: { roster, candidates: ROSTER } })).toEqual([
      { code: 'roster-file', fileName: 'officer2.pub', problem: { code: 'empty' } },
      { code: 'roster-file', fileName: 'officer3.pem', problem: { code: 'ending' } },
    ]);
  });

  it('names keys with another exponent than nearly all have', () => {
    const [usual] = ROSTER.officers;
    if (usual?.key === undefined) throw new Error('officer1 has a key');
    const { modulus } = usual.key.numbers;
    const content = encodePublicKey({ modulus, exponent: Uint8Array.of(3) });
    const roster = readRoster([
      { fileName: 'officer1.pub', content },
      { fileName: 'officer2.pub', content: Buffer.from(officers[1]?.publicKey ?? '') },
      { fileName: 'officer3.pub', content: new Uint8Array() },
    ]);
    expect(warningsOf({ approvers: { roster } })).toEqual([
      { code: 'roster-file', fileName: 'officer3.pub', problem: { code: 'empty' } },
      { code: 'unusual-exponent', fileName: 'officer1.pub', exponent: '3' },
    ]);
  });
});

describe('a warning of the users of a key', () => {
  const judged = { token: OF_KEY };

  it('says that nobody knows them', () => {
    expect(warningsOf({ judged, approvers: { roster: ROSTER } })).toEqual([
      { code: 'key-users-unknown' },
    ]);
  });

  it('names those whom the roster does not have', () => {
    const with_ = (...users: readonly string[]) =>
      warningsOf({ judged, approvers: { roster: ROSTER, key: { users, required: 2 } } });
    expect(with_('bob', 'officer2', 'carol')).toEqual([
      { code: 'key-users-not-in-roster', names: ['bob', 'carol'] },
    ]);
    expect(with_('officer1')).toEqual([]);
    expect(with_()).toEqual([]);
  });

  it('is none of a token that is for no key', () => {
    const key = { users: ['bob'], required: 2 };
    expect(warningsOf({ approvers: { key } })).toEqual([]);
  });
});

describe('a warning that all are needed', () => {
  const unusable: Roster = {
    officers: [
      ...ROSTER.officers,
      { name: 'officer3', fileName: 'officer3.pub', problem: { code: 'empty' } },
    ],
    strays: [],
  };
  const shared = rosterOf(...officers, { ...(officers[0] as (typeof officers)[0]), name: 'zoe' });

  it.each<[string, Partial<Given[0]>, readonly StatusWarning[]]>([
    ['one is to spare', { required: 1, requiredFrom: 'option' }, []],
    [
      'all are needed',
      { required: 2, requiredFrom: 'option' },
      [{ code: 'no-officer-to-spare', usable: 2 }],
    ],
    [
      'all are needed, as the policy says',
      { required: 2, requiredFrom: 'policy' },
      [{ code: 'no-officer-to-spare', usable: 2 }],
    ],
    [
      'more are needed than there are',
      { required: 3, requiredFrom: 'option' },
      [{ code: 'never-reached', usable: 2, required: 3 }],
    ],
    ['only the file says so', { required: 2, requiredFrom: 'file' }, []],
    ['nobody says so', { required: 3, requiredFrom: 'least' }, []],
  ])('comes where %s', (_, judged, expected) => {
    for (const candidates of [ROSTER, unusable, shared]) {
      expect(warningsOf({ judged, approvers: { candidates } })).toEqual(expected);
    }
  });

  it('is of a key’s users where it is for a key', () => {
    const judged = { token: OF_KEY, required: 2, requiredFrom: 'key' } as const;
    const key = { users: ['officer1', 'officer2'], required: 2 };
    expect(warningsOf({ judged, approvers: { candidates: ROSTER, key } })).toEqual([
      { code: 'no-key-user-to-spare', usable: 2 },
    ]);
  });
});
