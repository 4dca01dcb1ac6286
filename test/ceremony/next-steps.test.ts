import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readClassicSet } from '../../src/ceremony/formats/classic.ts';
import { findNextSteps, type NextStep } from '../../src/ceremony/next-steps.ts';
import { readStatus } from '../../src/ceremony/status.ts';
import type { NearbyFile } from '../../src/ceremony/wrong-signature.ts';
import { memoryFiles } from '../../src/node/memory-files.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { approvalText } from '../support/approval-text.ts';
import { makeOfficer, makeToken, rosterOf } from './ceremony.ts';

const officers = [1, 2, 3].map((n) => makeOfficer(`officer${n}`));
const token = makeToken();
const signature = (n: number, message: Uint8Array = token): Buffer =>
  sign('sha256', message, officers[n - 1]?.privateKey ?? '');

const FILES = {
  t: token,
  s1: signature(1),
  s2: signature(2),
  base64: Buffer.from(signature(2).toString('base64')),
  hex: Buffer.from(signature(2).toString('hex')),
  der: Buffer.concat([Buffer.from([4, 0x82, 1, 0]), signature(2)]),
  other: signature(2, makeToken({ nonce: 9 })),
  newer: makeToken({ nonce: 8 }),
  empty: Buffer.alloc(0),
  twice: Buffer.concat([token, token]),
};

interface StepsChoice {
  readonly path?: string;
  readonly known?: typeof officers;
  readonly nearby?: readonly NearbyFile[];
}

/** The steps of a file whose lines are `TYPE NAME FILE`. */
function stepsOf(
  lines: readonly string[],
  { path = 't', known = officers, nearby = [] }: StepsChoice = {},
): readonly NextStep[] {
  const bytes = approvalText(path, lines);
  const set = readClassicSet(bytes, memoryFiles(FILES), nodeCrypto);
  const options = { roster: rosterOf(...known), required: 2, nearby };
  return findNextSteps(readStatus(set, options, nodeCrypto));
}

describe('the next steps', () => {
  it('asks those who have not signed for as many as are missing', () => {
    expect(stepsOf([])).toEqual([
      { code: 'ask-more', count: 2, officers: ['officer1', 'officer2', 'officer3'] },
    ]);
    expect(stepsOf(['2 officer2 s2'])).toEqual([
      { code: 'ask-more', count: 1, officers: ['officer1', 'officer3'] },
    ]);
  });

  it('has the file handed in by whoever asked for the token', () => {
    expect(stepsOf(['2 officer1 s1', '2 officer2 s2'])).toEqual([
      { code: 'hand-in', user: 'officer1' },
    ]);
  });

  it.each<[string, NextStep]>([
    ['2 officer2 other', { code: 'sign-anew', name: 'officer2', file: 'other' }],
    ['2 officer2 gone', { code: 'sign', name: 'officer2', file: 'gone' }],
    ['2 officer2 base64', { code: 'decode', name: 'officer2', file: 'base64', format: 'base64' }],
    ['2 officer2 hex', { code: 'decode', name: 'officer2', file: 'hex', format: 'hex' }],
    ['2 officer2 der', { code: 'decode', name: 'officer2', file: 'der', format: 'der' }],
    ['2 officer3 s2', { code: 'give-name', name: 'officer3', signer: 'officer2', file: 's2' }],
    // The line of officer1, copied and half changed: the file is right for officer1.
    ['2 officer2 s1', { code: 'sign-anew', name: 'officer2', file: 's1' }],
    ['1 officer2 s2', { code: 'make-officer', name: 'officer2', file: 's2' }],
    ['2 OFFICER1 s1', { code: 'keep-one', name: 'officer1', file: 's1' }],
    ['2 officer-2 s2', { code: 'remove', name: 'officer-2' }],
    // Misspelt, over the right officer's file: nobody has a key of that name.
    ['2 offcer2 s1', { code: 'remove', name: 'offcer2' }],
  ])('says what makes %s right', (line, step) => {
    expect(stepsOf(['2 officer1 s1', line])).toContainEqual(step);
  });

  it('asks for the key of an officer whom the roster does not have', () => {
    const known = officers.slice(0, 1);
    expect(stepsOf(['2 officer1 s1', '2 officer2 s2'], { known })).toEqual([
      { code: 'add-key', name: 'officer2' },
    ]);
  });

  it('names the right files where signatures are swapped, copied or in quotes', () => {
    const take = (n: number) => ({ code: 'take-file', name: `officer${n}`, file: `s${n}` });
    expect(stepsOf(['2 officer1 s2', '2 officer2 s1'])).toEqual([take(1), take(2)]);
    const nearby = [{ path: 's2', bytes: FILES.s2 }];
    expect(stepsOf(['2 officer1 s1', '2 officer2 s1'], { nearby })).toEqual([take(2)]);
    expect(stepsOf(['2 officer1 s1', '2 officer2 "s2"'], { nearby })).toEqual([take(2)]);
  });

  it('names the token that all have signed', () => {
    const nearby = [{ path: 't', bytes: token }];
    const lines = ['2 officer1 s1', '2 officer2 s2'];
    const path = 'newer';
    expect(stepsOf(lines, { path, nearby })).toEqual([{ code: 'set-token', token: 't' }]);
    expect(stepsOf(lines.slice(0, 1), { path, nearby })[0]).toMatchObject({ code: 'sign-anew' });
  });

  it.each(['empty', 'twice'])('has nobody sign what is no token: %s', (path) => {
    const user = path === 'twice' ? 'officer1' : undefined;
    const steps = stepsOf(['2 officer1 s1', '2 officer2 s2'], { path });
    expect(steps).toEqual([{ code: 'get-token', user }]);
  });

  it('asks once to make the tool read all', () => {
    const bytes = approvalText('t', ['2 officer1 s1', '2 officer2 s2']);
    const text = Buffer.from(bytes).toString('latin1').replace('= 2;', '= 0;');
    const set = readClassicSet(Buffer.from(text, 'latin1'), memoryFiles(FILES), nodeCrypto);
    const status = readStatus(set, { roster: rosterOf(...officers) }, nodeCrypto);
    expect(findNextSteps(status)).toEqual([{ code: 'read-all' }]);
  });

  it('has a file repaired that names no token', () => {
    expect(stepsOf(['2 officer1 s1'], { path: 'gone' })).toEqual([{ code: 'repair-file' }]);
  });
});
