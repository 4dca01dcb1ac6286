import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CombineInput,
  combine as combineWith,
  type SignedApprovals,
} from '../../src/ceremony/combine.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { readAsDevice } from '../../src/parser/device.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { failureOf } from '../support/failure-of.ts';
import { howMany } from '../support/how-many.ts';
import { makeToken } from './ceremony.ts';

const token = makeToken();
const otherToken = makeToken({ nonce: 2, user: 'officer9', service: 4 });
const signatureOf = (n: number): Uint8Array => new Uint8Array(256).fill(n);

const combine = (inputs: readonly CombineInput[]): SignedApprovals =>
  combineWith(inputs, nodeCrypto);

function input(
  approvers: readonly [name: string, file: string, n: number][],
  source?: string,
): CombineInput {
  return {
    token,
    multiTokenFilePath: 't',
    tokenFilePath: '',
    approvers: approvers.map(([name, file, n]) => ({
      type: 2,
      name,
      file,
      signature: signatureOf(n),
    })),
    ...(source === undefined ? {} : { source }),
  };
}

describe('combine', () => {
  it('puts the approvals of several files into one, by name', () => {
    const combined = combine([
      input([['Officer2', 's2', 2]]),
      input([
        ['officer1', 's1', 1],
        ['officer3', 's3', 3],
      ]),
    ]);
    expect(combined.approvers.map(({ name, file }) => [name, file])).toEqual([
      ['officer1', 's1'],
      ['officer2', 's2'],
      ['officer3', 's3'],
    ]);
    expect(combined.token).toBe(token);
  });

  it('keeps an approval once, by its shortest path', () => {
    const combined = combine([
      { ...input([['officer1', 'folder/s1', 1]]), multiTokenFilePath: './t' },
      { ...input([['OFFICER1', 's1', 1]]), tokenFilePath: 'single' },
    ]);
    expect(combined.approvers).toEqual([
      { type: 2, name: 'officer1', file: 's1', signature: signatureOf(1) },
    ]);
    expect([combined.multiTokenFilePath, combined.tokenFilePath]).toEqual(['t', 'single']);
  });

  it('refuses another token and says which', () => {
    const other = { ...input([['officer2', 's2', 2]], 'B'), token: otherToken };
    const failure = failureOf(() => combine([input([], 'A'), other]));
    expect(failure.kind).toBe('file');
    expect(failure.message).toMatch(
      /^"B" is over another token than "A": token 2 of officer9 for MISC_CO \(SHA-256 [0-9a-f]{16}…\), not token 1 of officer1 for USER_MGMT/,
    );
  });

  it.each([
    ['a file that is no token', Buffer.from('x'), 'no quorum token (SHA-256 2d711642b726b044…)'],
    ['an empty file', Buffer.alloc(0), 'an empty file'],
  ])('refuses %s beside a token', (_, bytes, told) => {
    const other = { ...input([['officer2', 's2', 2]], 'B'), token: bytes };
    expect(failureOf(() => combine([input([], 'A'), other])).message).toBe(
      `"B" is over another token than "A": ${told}, not token 1 of officer1 for USER_MGMT (SHA-256 d979d5c63a19c90c…)`,
    );
  });

  it('refuses a second signature, a second type, a shared signature, a name that is none', () => {
    const messageOf = (...inputs: readonly CombineInput[]): string => {
      const failure = failureOf(() => combine(inputs));
      expect(failure.kind).toBe('file');
      return failure.message;
    };
    expect(
      messageOf(input([['officer1', 's1', 1]], 'A'), input([['OFFICER1', 'sx', 2]], 'B')),
    ).toBe('officer1 has two signatures: "s1" of "A" and "sx" of "B"');
    const asCu = input([['officer1', 's1', 1]]);
    const cu = { ...asCu, approvers: asCu.approvers.map((one) => ({ ...one, type: 1 })) };
    expect(messageOf(asCu, cu)).toMatch(/^officer1 has two types, 2 and 1/);
    expect(
      messageOf(
        input([
          ['officer1', 's1', 1],
          ['officer2', 's2', 1],
        ]),
      ),
    ).toBe('officer1 and officer2 have the same signature: "s1" and "s2"');
    expect(messageOf(input([['officer 1', 's1', 1]], 'A'))).toBe(
      '"A" names an approver "officer 1", which is no user name',
    );
    expect(failureOf(() => combine([])).kind).toBe('usage');
  });

  it.each([0, 1, 255, 257])('refuses a signature of %i bytes, which no HSM takes', (bytes) => {
    const whole = input([['Officer1', 's1', 1]], 'A');
    const approvers = whole.approvers.map((one) => ({ ...one, signature: new Uint8Array(bytes) }));
    const failure = failureOf(() => combine([{ ...whole, approvers }]));
    expect(failure.kind).toBe('file');
    expect(failure.message).toBe(
      `officer1's signature "s1" has ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}, expected 256`,
    );
  });

  it('takes 20 approvers and refuses 21', () => {
    const many = (count: number): CombineInput =>
      input(Array.from({ length: count }, (_, at) => [`officer${at}`, `s${at}`, at]));
    expect(combine([many(20)]).approvers).toHaveLength(20);
    expect(failureOf(() => combine([many(21)])).message).toMatch(/^found 21 approvers/);
  });
});

/**
 * Inputs of a world in which each path stands for one file, and each officer has one signature, rarely
 * two (then all orders must refuse).
 */
const approvals: fc.Arbitrary<SignedApprovals> = fc
  .record({
    multiTokenFilePath: fc.constantFrom('t', './t', 'copy of t', 'u'),
    tokenFilePath: fc.constantFrom('', 'one', 'first'),
    approvers: fc.uniqueArray(
      fc.record({
        officer: fc.integer({ min: 1, max: 6 }),
        upper: fc.boolean(),
        folder: fc.constantFrom('', 'a/', 'b/', './'),
        copy: fc.constantFrom(...Array<number>(12).fill(0), 100),
      }),
      { maxLength: 4, selector: ({ officer }) => officer },
    ),
  })
  .map(({ approvers, ...paths }) => ({
    token,
    ...paths,
    approvers: approvers.map(({ officer, upper, folder, copy }) => ({
      type: 2,
      name: `${upper ? 'Officer' : 'officer'}${officer}`,
      file: `${folder}s${officer + copy}`,
      signature: signatureOf(officer + copy),
    })),
  }));

/** What comes out: the result, or that it was refused. */
function outcome(...inputs: readonly (() => SignedApprovals)[]): SignedApprovals | 'refused' {
  try {
    return combine(inputs.map((make) => make()));
  } catch {
    return 'refused';
  }
}

const runs = { numRuns: howMany(150, 50_000) };

describe('laws of combine', () => {
  it('commutative', () => {
    fc.assert(
      fc.property(approvals, approvals, (a, b) => {
        expect(
          outcome(
            () => a,
            () => b,
          ),
        ).toEqual(
          outcome(
            () => b,
            () => a,
          ),
        );
      }),
      runs,
    );
  });

  it('associative', () => {
    const outcomes = { combined: 0, refused: 0 };
    fc.assert(
      fc.property(approvals, approvals, approvals, (a, b, c) => {
        const all = outcome(
          () => a,
          () => b,
          () => c,
        );
        expect(
          outcome(
            () => combine([a, b]),
            () => c,
          ),
        ).toEqual(all);
        expect(
          outcome(
            () => a,
            () => combine([b, c]),
          ),
        ).toEqual(all);
        outcomes[all === 'refused' ? 'refused' : 'combined']++;
      }),
      runs,
    );
    expect(Math.min(outcomes.combined, outcomes.refused)).toBeGreaterThan(20);
  });

  it('idempotent', () => {
    fc.assert(
      fc.property(approvals, (a) => {
        const once = combine([a]);
        expect(combine([a, a])).toEqual(once);
        expect(combine([once])).toEqual(once);
        expect(combine([once, a])).toEqual(once);
      }),
      runs,
    );
  });

  it('the device reads the written file as exactly the combined approvals', () => {
    fc.assert(
      fc.property(approvals, approvals, (a, b) => {
        const combined = outcome(
          () => a,
          () => b,
        );
        if (combined === 'refused') return;
        const reading = readAsDevice(writeApproval(combined));
        expect(reading.error).toBeNull();
        expect(reading.multiTokenFilePath).toBe(combined.multiTokenFilePath);
        expect(reading.approvers).toEqual(
          combined.approvers.map(({ type, name, file }) => ({ type, name, file })),
        );
      }),
      runs,
    );
  });
});
