import { expect, it } from 'vitest';
import type { Contradiction, Deviation, UncheckedClaim } from '../../src/evidence/findings.ts';
import {
  describeContradiction,
  describeDeviation,
  describeUncheckedClaim,
} from '../../src/words/evidence.ts';
import {
  describePieceProblem,
  describeRequestProblemCode,
} from '../../src/words/evidence-codes.ts';
import { expectHarmless, HOSTILE } from '../support/hostile-text.ts';

/** One of each code, with the text in all of its values. */
function contradictionsOf(text: string): readonly Contradiction[] {
  const all: { readonly [Code in Contradiction['code']]: Contradiction } = {
    'unreadable-piece': { code: 'unreadable-piece', path: text, problem: text },
    'outcome-changed': { code: 'outcome-changed', path: text, step: text },
    'other-script': { code: 'other-script', path: text },
    'other-policy': { code: 'other-policy', path: text },
    'not-in-script': { code: 'not-in-script', name: text },
    'time-goes-back': { code: 'time-goes-back', at: text },
    'signature-wrong': { code: 'signature-wrong', path: text, name: text },
    'request-problem': { code: 'request-problem', path: text, problem: text },
    'policy-not-met': { code: 'policy-not-met', path: text },
    'quorum-not-reached': { code: 'quorum-not-reached', path: text, approvals: 1, required: 2 },
    'difference-not-in-logs': { code: 'difference-not-in-logs', name: text },
    'operation-not-in-snapshots': { code: 'operation-not-in-snapshots', name: text },
    audit: { code: 'audit', finding: text, at: text, text },
  };
  return Object.values(all);
}

function claimsOf(text: string): readonly UncheckedClaim[] {
  const all: { readonly [Code in UncheckedClaim['code']]: UncheckedClaim } = {
    'token-withheld': { code: 'token-withheld', path: text },
    'token-said-spent': { code: 'token-said-spent', path: text },
    'no-logs': { code: 'no-logs' },
    'no-keys': { code: 'no-keys' },
    'unsigned-logs': { code: 'unsigned-logs' },
    'unsigned-snapshots': { code: 'unsigned-snapshots' },
    'record-times': { code: 'record-times' },
    'outcome-left-out': { code: 'outcome-left-out', path: text, step: text },
    'report-of-other-version': { code: 'report-of-other-version', version: text },
  };
  return Object.values(all);
}

const DEVIATIONS: readonly Deviation['kind'][] = [
  'stopped',
  'deviated',
  'skipped',
  'repeated',
  'not-done',
  'resumed',
];

const describeAll = (text: string): readonly string[] => [
  ...contradictionsOf(text).map(describeContradiction),
  ...claimsOf(text).map(describeUncheckedClaim),
  ...DEVIATIONS.map((kind) =>
    describeDeviation({ kind, step: text, by: text, isSelfAccepted: false }),
  ),
];

it('has a line for each code, and no two that are alike', () => {
  const lines = describeAll('name');
  expect(new Set(lines).size).toBe(lines.length);
  for (const line of lines) expect(line).toMatch(/^["a-z].*[^.]$/);
});

it('shows whatever stands in a file without its acting', () => {
  for (const line of describeAll(HOSTILE)) {
    expect(line).not.toContain('\n');
    expectHarmless(line.replaceAll('##[', ''));
  }
});

it('names who stopped a ceremony, and marks what people accepted of themselves', () => {
  const people = [{ id: 'walter', name: 'Walter Witness' }];
  const stopped = { kind: 'stopped', step: '', by: 'walter', isSelfAccepted: false } as const;
  expect(describeDeviation(stopped, people)).toBe('the ceremony was stopped by Walter Witness');
  expect(describeDeviation(stopped)).toBe('the ceremony was stopped by walter');
  const skipped = { kind: 'skipped', step: 'seal', by: null, isSelfAccepted: true } as const;
  expect(describeDeviation(skipped)).toBe('step seal was left out, accepted by themselves');
});

it('counts signatures that no approver is named for', () => {
  const one = { code: 'signature-wrong', path: 'requests/bob.json', name: '#2' } as const;
  expect(describeContradiction(one)).toBe(
    'signature 2 of requests/bob.json is wrong, or by no key at hand',
  );
});

it('shows a code that it has no words for as it is', () => {
  expect(describeRequestProblemCode('of-later')).toBe('of-later');
  expect(describeRequestProblemCode('__proto__')).toBe('__proto__');
  expect(describePieceProblem('constructor')).toBe('cannot be read: constructor');
});
