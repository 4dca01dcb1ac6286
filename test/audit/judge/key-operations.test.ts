/** What was done with keys, held against requests: as far as logs tell, and no further. */
import { describe, expect, it } from 'vitest';

import type { LogEvent } from '../../../src/audit/log-event.ts';
import type { AuditReport } from '../../../src/audit/report.ts';
import {
  describeAuditAnswer,
  describeLoggedOperation,
  describeRequestOutcome,
} from '../../../src/words/audit.ts';
import { audit, makeEvent, makeRequest, START } from './written-logs.ts';

const KEY = 131_079;
const FILTER = '--filter key-reference=0x20007';
const CU = { type: 'CN_CRYPTO_USER', typeNumber: 1 };
const keys = (secret: number, wrapping?: number) => ({ secret, public: 0, wrapping });

/** As AWS has it. */
const SHARED: Partial<LogEvent> = { opcode: 'CN_SHARE_OBJECT' };
const CHANGED: Partial<LogEvent> = { opcode: 'CN_MODIFY_OBJECT', keys: keys(KEY) };
/** As the emulator's own log has it, with the token of service 6 or 5 that was spent. */
const OWN_SHARED: Partial<LogEvent> = {
  ...SHARED,
  keys: keys(KEY),
  user: { name: 'ca2', ...CU },
  isShared: true,
  spent: [6],
};
const OWN_SIGNED: Partial<LogEvent> = { opcode: 'CN_SIGN', keys: keys(KEY), spent: [5] };

/** ca1 logs in on each HSM and does these, a minute apart. */
function logs(...perHsm: readonly (readonly Partial<LogEvent>[])[]) {
  return perHsm.map((deeds, hsm) => ({
    stream: `hsm-${hsm}`,
    events: [{ user: { name: 'ca1', ...CU } }, ...deeds].map((deed, at) =>
      makeEvent({
        time: BigInt(START + 60 * at) * 1_000_000n,
        sequence: BigInt(at),
        ...deed,
      }),
    ),
  }));
}

function asked(what: string, token = 'token', made = START) {
  return makeRequest({ what, requester: 'ca1', made, expires: made + 600, token });
}

function judge(
  files: ReturnType<typeof logs>,
  ...requests: readonly ReturnType<typeof asked>[]
): AuditReport {
  return audit(files, { requests }, {}, requests.length > 0);
}

const codesOf = ({ findings }: AuditReport): readonly string[] => findings.map(({ code }) => code);

describe('an operation with a key', () => {
  it('that a request covers is covered', () => {
    for (const [event, what] of [
      [SHARED, `key share ${FILTER} --username ca2 --role crypto-user`],
      [SHARED, `key unshare ${FILTER} --username ca2 --role crypto-user`],
      [CHANGED, `key set-attribute ${FILTER} --name label --value new`],
      [CHANGED, 'key set-attribute --filter attr.label=ca --name label --value new'],
      [OWN_SHARED, `key share ${FILTER} --username CA2 --role crypto-user`],
    ] as const) {
      const report = judge(logs([event], [event]), asked(what));
      expect(report.operations.map(({ done, request }) => [done.length, request])).toEqual([
        [2, 0],
      ]);
      expect([codesOf(report), report.unjudged], what).toEqual([[], 0]);
    }
  });

  it('that spent a token, and that no request covers, is a finding', () => {
    const other = '--filter key-reference=0x20008';
    for (const what of [
      `key share ${other} --username ca2 --role crypto-user`,
      `key share ${FILTER} --username ca3 --role crypto-user`,
      `key unshare ${FILTER} --username ca2 --role crypto-user`,
      `key set-attribute ${FILTER} --name label --value new`,
    ]) {
      const report = judge(logs([OWN_SHARED], [OWN_SHARED]), asked(what));
      expect(codesOf(report), what).toEqual(['uncovered']);
    }
    expect(codesOf(judge(logs([OWN_SHARED], [OWN_SHARED])))).toEqual(['uncovered']);
  });

  it('of which no log tells whether it was guarded is counted, and the answer says so', () => {
    const files = logs([SHARED, CHANGED], [SHARED, CHANGED]);
    for (const report of [
      judge(files),
      judge(files, asked('key set-attribute --filter key-reference=131080 --name id --value 1')),
    ]) {
      expect([codesOf(report), report.operations, report.unjudged]).toEqual([[], [], 4]);
      expect(describeAuditAnswer(report)).toMatch(/^yes: .*; 4 events of keys not judged$/);
    }
    const covered = judge(files, asked(`key set-attribute ${FILTER} --name label --value new`));
    expect([covered.operations.length, covered.unjudged]).toEqual([1, 2]);
  });

  it('is counted within the time that is looked at', () => {
    const from = BigInt(START + 120) * 1_000_000n;
    expect(audit(logs([SHARED, CHANGED]), {}, { from }).unjudged).toBe(1);
    expect(audit(logs([SHARED, CHANGED]), {}, { until: from - 1n }).unjudged).toBe(1);
  });

  it('that an HSM has not done is missed there', () => {
    const what = `key set-attribute ${FILTER} --name label --value new`;
    const report = judge(logs([CHANGED], [{ opcode: 'CN_GENERATE_KEY' }]), asked(what));
    expect(codesOf(report)).toEqual(['not-everywhere']);
  });

  it('that one HSM answers is one operation on each that did it', () => {
    const sign = `crypto sign rsa-pkcs --key-filter key-reference=0x20007`;
    const once = judge(logs([OWN_SIGNED], [{ opcode: 'CN_LOGOUT' }]), asked(sign));
    expect([codesOf(once), once.operations.length]).toEqual([[], 1]);
    const twice = judge(logs([OWN_SIGNED], [OWN_SIGNED]), asked(sign));
    expect([codesOf(twice), twice.operations.length]).toEqual([['done-twice'], 2]);
  });

  it('that unwrapped a key is of the key that it was unwrapped with', () => {
    const event = { opcode: 'CN_UNWRAP_KEY', keys: keys(200_000, KEY), spent: [6] };
    const what = `key unwrap aes-gcm ${FILTER}`;
    expect(codesOf(judge(logs([event]), asked(what)))).toEqual([]);
    expect(
      codesOf(judge(logs([event]), asked('key unwrap aes-gcm --filter key-reference=200000'))),
    ).toEqual(['uncovered']);
  });
});

it('says of a request for a signature that no log of AWS has any', () => {
  const report = judge(logs([CHANGED]), asked('crypto sign ecdsa --key-filter attr.label=ca'));
  const [request] = report.requests;
  expect(request && describeRequestOutcome(request)).toBe(
    'in none of these logs: signatures stand in no log of AWS',
  );
});

it('shows what was done as far as the log tells', () => {
  const wordsOf = (event: Partial<LogEvent>): readonly string[] =>
    judge(logs([{ ...event, spent: [6] }])).operations.map(({ operation }) =>
      describeLoggedOperation(operation),
    );
  expect(wordsOf(OWN_SHARED)).toEqual(['shareKey 131079 ca2']);
  expect(wordsOf(SHARED)).toEqual(['shareKey or unshareKey']);
  expect(wordsOf({ ...CHANGED, attribute: 'label' })).toEqual(['setAttribute 131079 label']);
});

it('leaves out of the tokens without a use those of crypto users, whose use may be in no log', () => {
  const got = { opcode: 'CN_GET_TOKEN', user: { name: 'ca1', ...CU } };
  expect(judge(logs([got])).unusedTokens).toEqual([]);
});
