import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readClassicSet } from '../../../src/ceremony/formats/classic.ts';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { type Roster, readRoster } from '../../../src/ceremony/roster.ts';
import {
  type JudgeOptions,
  judgeApprovals,
  nameOf,
} from '../../../src/ceremony/status/judge-approvals.ts';
import type { Judgement } from '../../../src/ceremony/status.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { approvalText } from '../../support/approval-text.ts';
import { quorumFile, sha256 } from '../../support/sdk5-files.ts';
import { makeOfficer, makeToken, rosterOf } from '../ceremony.ts';

const officers = [1, 2].map((n) => makeOfficer(`officer${n}`));
const ROSTER = rosterOf(...officers);
const token = makeToken();
const signature = (n: number, message: Uint8Array = token): Buffer =>
  sign('sha256', message, officers[n - 1]?.privateKey ?? '');

const FILES = {
  t: token,
  s1: signature(1),
  s2: signature(2),
  long: Buffer.concat([signature(2), Buffer.from('\n')]),
  twice: signature(1, nodeCrypto.sha256(token)),
  none: new Uint8Array(256).fill(1),
  hex: Buffer.from(Buffer.alloc(256, 1).toString('hex')),
  line: signature(1, Buffer.from(`${sha256(token).toString('hex')}  t\n`)),
};

function judge(lines: readonly string[], more: Partial<JudgeOptions> = {}, path = 't') {
  const set = readClassicSet(approvalText(path, lines), memoryFiles(FILES), nodeCrypto);
  return judgeApprovals(set, { roster: ROSTER, nearby: [], ...more }, nodeCrypto);
}

describe('an approval', () => {
  it('is described as the file has it, with what stands behind its signature', () => {
    expect(judge(['2 Officer1 s1', '2 officer2 long'])).toStrictEqual([
      { type: 2, name: 'officer1', file: 's1', trailingBytes: 0, state: 'right' },
      { type: 2, name: 'officer2', file: 'long', trailingBytes: 1, state: 'right' },
    ]);
  });

  const empty: Roster = readRoster([{ fileName: 'officer1.pub', content: new Uint8Array() }]);
  const unchecked = (reason: Extract<Judgement, { state: 'unchecked' }>['reason']): Judgement => ({
    state: 'unchecked',
    reason,
  });

  it.each<[string, Judgement, Parameters<typeof judge>]>([
    ['there is no token', unchecked({ code: 'no-token' }), [['2 officer1 s1'], {}, 'gone']],
    ['nobody has that name', unchecked({ code: 'not-in-roster' }), [['2 officer9 none']]],
    [
      'the roster has no key of that name',
      unchecked({ code: 'no-key', problem: { code: 'empty' } }),
      [['2 officer1 s1'], { roster: empty }],
    ],
    [
      'its officer does not use the key that the token is for',
      { state: 'refused', reason: { code: 'no-key-user' } },
      [['2 officer1 s1'], { key: { users: ['officer2'], required: 2 } }],
    ],
    [
      'its officer uses that key',
      { state: 'right' },
      [['2 officer1 s1'], { key: { users: ['officer1'], required: 2 } }],
    ],
  ])('is judged where %s', (_, expected, given) => {
    expect(judge(...given)[0]).toStrictEqual({
      type: 2,
      name: given[0][0]?.split(' ')[1],
      file: given[0][0]?.split(' ')[2],
      trailingBytes: 0,
      ...expected,
    });
  });

  it('is wrong whoever made it where that is plain without a key', () => {
    const [text] = judge(['2 officer9 t']);
    expect(text).toMatchObject({ state: 'wrong', wrong: { causes: [{ code: 'no-signature' }] } });
    const [another] = judge(['2 officer9 s1']);
    expect(another).toMatchObject({ state: 'wrong', wrong: { signer: 'officer1' } });
    const [hex] = judge(['2 officer9 hex']);
    const causes = [{ code: 'hex-text' }, { code: 'unknown-key' }];
    expect(hex).toMatchObject({ state: 'wrong', wrong: { causes } });
  });

  it('is told by what its officer signed, by the path of the token', () => {
    const causes = [{ code: 'digest-text' }];
    expect(judge(['2 officer1 line'])).toMatchObject([{ state: 'wrong', wrong: { causes } }]);
  });

  it('is read by its name in small letters, unless that is none', () => {
    expect([nameOf('OFFICER1'), nameOf('Officer 1')]).toEqual(['officer1', 'Officer 1']);
  });
});

describe('the file with a right signature', () => {
  const rightOf = (...given: Parameters<typeof judge>): readonly (string | undefined)[] =>
    judge(...given).map((one) => ('right' in one ? one.right : undefined));
  const beside = [
    { path: 'short', bytes: FILES.s1.subarray(1) },
    { path: 'long', bytes: Buffer.concat([FILES.s1, Buffer.from('\n')]) },
    { path: 'other', bytes: FILES.s2 },
  ];

  it('is one that the file names for another, or one beside it', () => {
    expect(rightOf(['2 officer1 s2', '2 officer2 s1'])).toEqual(['s1', 's2']);
    const nearby = [...beside, { path: 'mine', bytes: FILES.s1 }];
    expect(rightOf(['2 officer1 twice'], { nearby })).toEqual(['mine']);
    expect(rightOf(['2 officer1 gone'], { nearby })).toEqual(['mine']);
  });

  it('is none of another size, for the step would have to change it', () => {
    expect(rightOf(['2 officer1 twice'], { nearby: beside })).toEqual([undefined]);
    expect(rightOf(['2 officer1 twice', '2 officer2 long'], {})).toEqual([undefined, undefined]);
  });

  it('is none where there is no token, or no key', () => {
    const nearby = [{ path: 'mine', bytes: FILES.s1 }];
    expect(rightOf(['2 officer1 gone'], { nearby }, 'gone')).toEqual([undefined]);
    expect(rightOf(['2 officer9 gone'], { nearby })).toEqual([undefined]);
  });

  it('is none of a file that holds its signatures itself', () => {
    const [, other] = officers;
    const signatures = [
      { username: 'officer1', signature: FILES.s2.toString('base64') },
      { username: other?.name, signature: FILES.s1.toString('base64') },
    ];
    const set = readSdk5Set(quorumFile(decodeTokens(token), { signatures }), 't', nodeCrypto);
    const nearby = [{ path: 'mine', bytes: FILES.s1 }];
    const judged = judgeApprovals(set, { roster: ROSTER, nearby }, nodeCrypto);
    expect(judged).toMatchObject([
      { state: 'wrong', right: undefined },
      { state: 'wrong', right: undefined },
    ]);
  });
});
