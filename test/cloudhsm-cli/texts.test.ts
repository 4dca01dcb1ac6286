import { describe, expect, it } from 'vitest';
import { TEXT_CODES, textOf } from '../../src/cloudhsm-cli/refusal-texts.ts';
import { unsentText } from '../../src/cloudhsm-cli/unsent-texts.ts';
import { HSM_ERROR_NAMES, type RefusalReason } from '../../src/hsm/refusals.ts';
import type { UnsentReason } from '../../src/hsm/unsent.ts';
import { REFUSAL_CODES } from '../../src/words/refusals.ts';
import { UNSENT_CODES } from '../../src/words/unsent.ts';

const CONTEXT = { type: 'hsm1', spentToken: 'spent', isLogIn: false };
/** Values of every kind that a text may show. */
const VALUES = {
  maximum: 8,
  minimum: 7,
  required: 2,
  approvers: ['admin2'],
  path: 'a\u001b[2J',
  id: 'x\u202e',
  known: 'cluster-0',
  name: '10.0.2.14',
  variable: 'pin',
  option: 'path',
  attribute: 'label',
  value: 'x\u202e',
  mechanism: 'ecdsa',
  what: 'key replicate',
  handle: 6,
  keys: 48,
  hsms: 1,
  least: 2,
  found: 'x448',
};

describe('every code', () => {
  it('of a refusal has a text of one safe line here, as it has words for explain', () => {
    expect([...TEXT_CODES].sort()).toEqual([...REFUSAL_CODES].sort());
    for (const code of TEXT_CODES) {
      for (const isLogIn of [false, true]) {
        const reason = { code, ...VALUES } as unknown as RefusalReason;
        const text = textOf({ ok: false, error: 'RET_FAULT', reason }, { ...CONTEXT, isLogIn });
        expect(text, code).toMatch(/^[A-Za-z][ -~]{4,}$/);
        expect(text, code).not.toMatch(/undefined|\[object/);
      }
    }
  });

  it('of a fault is said by a text or by its name', () => {
    const reason = { code: 'fault-error' } as const;
    for (const error of HSM_ERROR_NAMES) {
      expect(textOf({ ok: false, error, reason }, CONTEXT)).toMatch(/^[A-Z][ -~]{4,}$/);
    }
    expect(textOf({ ok: false, error: 'RET_FAULT', reason }, CONTEXT)).toBe('HSM error: RET_FAULT');
  });

  it('of what is not sent has a text of one safe line', () => {
    for (const code of UNSENT_CODES) {
      const text = unsentText({ code, ...VALUES, maximum: 5 } as unknown as UnsentReason);
      expect(text, code).toMatch(/^[A-Z][ -~]{4,}$/);
    }
  });
});

it('of a log-in tells nothing of which users there are', () => {
  const texts = ['password-wrong', 'user-unknown', 'user-of-other-type', 'user-name-malformed'].map(
    (code) =>
      textOf(
        { ok: false, error: 'RET_FAULT', reason: { code, ...VALUES } as unknown as RefusalReason },
        { ...CONTEXT, isLogIn: true },
      ),
  );
  expect(new Set(texts).size).toBe(1);
});
