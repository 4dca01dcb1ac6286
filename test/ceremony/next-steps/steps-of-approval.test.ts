import { describe, expect, it } from 'vitest';
import { findNextSteps, type NextStep } from '../../../src/ceremony/next-steps.ts';
import type { JudgedApproval, Judgement } from '../../../src/ceremony/status.ts';
import { approvalOf, missingOf, RIGHT, statusWith, wrongBy } from './statuses.ts';

const FIXED = { fixed: new Uint8Array(256) };
const OTHERS = { signer: 'officer3' };

const refusedFor = (reason: Extract<Judgement, { state: 'refused' }>['reason']): Judgement => ({
  state: 'refused',
  reason,
});
const OF_TYPE = refusedFor({ code: 'type', type: 1, expected: 2 });
const OF_ROLE = refusedFor({ code: 'role', role: 'crypto-user', expected: 'admin' });
const REPEATED = refusedFor({ code: 'repeated-name' });

/** The step for the first of some approvals. */
function stepsFor(first: JudgedApproval, ...others: readonly JudgedApproval[]) {
  return findNextSteps(statusWith({ approvals: [first, ...others], strangers: ['stranger'] }));
}

const file = 'officer2.sig';
const name = 'officer2';

describe('what is next with an approval', () => {
  it.each<[string, Judgement, NextStep]>([
    ['whose file is missing', { state: 'no-file', right: undefined }, { code: 'sign', name, file }],
    [
      'whose right signature is elsewhere',
      { state: 'no-file', right: 's2' },
      { code: 'take-file', name, file: 's2' },
    ],
    [
      'that nobody can check',
      { state: 'unchecked', reason: { code: 'not-in-roster' } },
      { code: 'add-key', name },
    ],
    ['under a key with a flaw', wrongBy(['key-flaw']), { code: 'replace-key', name }],
    ['under that and more', wrongBy(['key-flaw', 'pss']), { code: 'sign-anew', name, file }],
    ...(
      [
        ['base64-text', 'base64'],
        ['base64-blanks', 'base64'],
        ['base64-url', 'base64'],
        ['hex-text', 'hex'],
        ['der-wrapped', 'der'],
      ] as const
    ).map(
      ([code, format]) =>
        [`in ${code}`, wrongBy([code], FIXED), { code: 'decode', name, file, format }] satisfies [
          string,
          Judgement,
          NextStep,
        ],
    ),
    ['in text of a wrong one', wrongBy(['base64-text']), { code: 'sign-anew', name, file }],
    ['in CMS', wrongBy(['cms'], FIXED), { code: 'sign-anew', name, file }],
    [
      "that is another officer's in another way",
      wrongBy(['another-officer', 'pss'], OTHERS),
      { code: 'sign-anew', name, file },
    ],
    [
      'that is wrong, and of its officer',
      wrongBy(['hashed-twice'], { signer: name }),
      { code: 'sign-anew', name, file },
    ],
    ["that is nobody's", wrongBy(['another-officer']), { code: 'sign-anew', name, file }],
    [
      'whose right signature is in another file',
      wrongBy(['hashed-twice'], {}, 's2'),
      { code: 'take-file', name, file: 's2' },
    ],
    ['of another type', OF_TYPE, { code: 'make-officer', name, file }],
    ['of another role', OF_ROLE, { code: 'make-officer', name, file }],
    ['that comes twice, and is alone', REPEATED, { code: 'remove', name }],
    [
      "under another's key",
      refusedFor({ code: 'shared-key', owner: 'officer1' }),
      { code: 'remove', name },
    ],
  ])('%s', (_, judgement, step) => {
    expect(stepsFor(approvalOf(name, judgement))).toEqual([step]);
  });

  it('gives another officer the approval that is that one’s, and asks whose name it had', () => {
    const approvals = [approvalOf(name, wrongBy(['another-officer'], OTHERS))];
    const missing = missingOf('officer1', 'officer3');
    const giveName = { code: 'give-name', name, signer: 'officer3', file };
    expect(findNextSteps(statusWith({ approvals, missing }))).toEqual([
      giveName,
      { code: 'ask-more', count: 1, officers: [name, 'officer1'] },
    ]);
    const strangers = [name];
    expect(findNextSteps(statusWith({ approvals, missing, strangers }))).toEqual([
      giveName,
      { code: 'ask-more', count: 1, officers: ['officer1'] },
    ]);
  });

  it('that is right but for the request, which its officer signs', () => {
    const approvals = [approvalOf(name, RIGHT, { onRequest: false })];
    expect(findNextSteps(statusWith({ approvals, required: 1 }))).toEqual([
      { code: 'sign-request', name, file },
    ]);
  });

  it('of a stranger, whose wrong signature nobody makes right', () => {
    expect(stepsFor(approvalOf('stranger', wrongBy(['unknown-key'])))).toEqual([
      { code: 'remove', name: 'stranger' },
    ]);
  });

  it('of a name that is none, whatever it is refused for', () => {
    expect(stepsFor(approvalOf('officer-2', OF_TYPE))).toEqual([
      { code: 'remove', name: 'officer-2' },
    ]);
  });

  it("that is another's who has an approval already: it is signed again", () => {
    const [step] = stepsFor(
      approvalOf(name, wrongBy(['another-officer'], OTHERS)),
      approvalOf('officer3', RIGHT),
    );
    expect(step).toEqual({ code: 'sign-anew', name, file });
  });

  it('that comes twice: the first one is kept, unless that is refused as well', () => {
    const again = approvalOf(name, REPEATED, { file: 'again.sig' });
    expect(stepsFor(approvalOf('officer1', RIGHT), approvalOf(name, RIGHT), again)).toEqual([
      { code: 'keep-one', name, file },
    ]);
    expect(stepsFor(approvalOf(name, OF_TYPE), again)).toEqual([
      { code: 'make-officer', name, file },
      { code: 'remove', name },
    ]);
  });
});

describe('how many are asked besides, of three', () => {
  const missing = missingOf('officer7', 'officer8', 'officer9');

  it.each<[string, Judgement, number]>([
    ['is right', RIGHT, 2],
    ['is signed again', wrongBy(['hashed-twice']), 2],
    ['is signed', { state: 'no-file', right: undefined }, 2],
    ['is read', { state: 'unread' }, 2],
    ['is checked', { state: 'unchecked', reason: { code: 'not-in-roster' } }, 2],
    ['becomes an officer’s by its type', OF_TYPE, 2],
    ['becomes an officer’s by its role', OF_ROLE, 2],
    ['is taken out', REPEATED, 3],
  ])('an approval that %s', (_, judgement, count) => {
    const approvals = [approvalOf(name, judgement)];
    const right = Number(judgement === RIGHT);
    const steps = findNextSteps(statusWith({ approvals, missing, required: 3, right }));
    expect(steps.at(-1)).toEqual({
      code: 'ask-more',
      count,
      officers: ['officer7', 'officer8', 'officer9'],
    });
  });

  it('a stranger’s, which is taken out', () => {
    const approvals = [approvalOf('stranger', wrongBy(['unknown-key']))];
    const strangers = ['stranger'];
    const steps = findNextSteps(statusWith({ approvals, strangers, missing, required: 3 }));
    expect(steps).toEqual([
      { code: 'remove', name: 'stranger' },
      { code: 'ask-more', count: 3, officers: ['officer7', 'officer8', 'officer9'] },
    ]);
  });

  it('two of a name, of which one is kept', () => {
    const approvals = [approvalOf(name, RIGHT), approvalOf(name, REPEATED)];
    const steps = findNextSteps(statusWith({ approvals, missing, required: 3, right: 1 }));
    expect(steps.at(-1)).toMatchObject({ code: 'ask-more', count: 2 });
  });
});
