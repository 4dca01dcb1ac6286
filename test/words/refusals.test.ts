import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { CONSOLE_COMMANDS } from '../../src/hsm/console-commands.ts';
import type { RefusalReason } from '../../src/hsm/refusals.ts';
import { describeRefusal } from '../../src/words/refusals.ts';

const PLACE = { approval: 2, approvals: 3, name: 'officer2' } as const;

describe('a refusal in words', () => {
  it.each<[RefusalReason, string]>([
    [
      { code: 'not-an-officer', user: 'admin', userType: 'PRECO' },
      'admin is a PRECO, who can do nothing but change its own password and so become a PCO',
    ],
    [
      { code: 'not-an-officer', user: 'bob', userType: 'CU' },
      'bob is a CU, and only a crypto officer can do this',
    ],
    [
      { code: 'user-logged-in', user: 'bob', session: '0x1', pid: 7, others: 0 },
      'bob is logged in, in session 0x1 of process 7',
    ],
    [
      { code: 'user-logged-in', user: 'bob', session: '0x1', pid: 7, others: 2 },
      'bob is logged in, in session 0x1 of process 7 and 2 more',
    ],
    [
      { code: 'service-without-quorum', service: 9 },
      'no quorum is asked for service 9; there are 3 (USER_MGMT) and 4 (MISC_CO), and 7 ' +
        '(CLUSTER_MGMT) on an HSM of type hsm2m',
    ],
    [
      { code: 'key-of-another', handle: 262151 },
      "key 262151 is another user's, and only its owner does this",
    ],
    [
      { code: 'token-missing', user: 'officer1', service: 'userManagement', required: 2 },
      'this needs 2 approvals, and officer1 has no token of service 3 (USER_MGMT); ' +
        'ask for one with getToken 3 officer1 FILE',
    ],
    [
      {
        code: 'approvals-too-few',
        token: 5,
        service: 'miscCo',
        required: 2,
        approvers: [],
        lapsed: 1,
      },
      'token 5 of service 4 (MISC_CO) has 0 of 2 approvals (nobody); ' +
        '1 more count no longer, since their user or key is gone',
    ],
    [
      { code: 'm-needs-misc-co', service: 'userManagement' },
      'the M value of service 3 (USER_MGMT) is on, so a change of it needs a token of service 4 ' +
        '(MISC_CO), which is to be had only once its own M value is set: setMValue 4 M',
    ],
    [
      { code: 'signature-wrong', ...PLACE, cause: { code: 'length', bytes: 1, expected: 256 } },
      'approval 2 of 3 ("officer2"): the signature has 1 byte, expected exactly 256',
    ],
    [
      {
        code: 'signature-wrong',
        ...PLACE,
        cause: { code: 'other-content', user: 'officer2', content: { code: 'hashed-twice' } },
      },
      'approval 2 of 3 ("officer2"): the signature is by officer2\'s key, but not over this multi ' +
        'token file: it is over the SHA-256 of the file, so it was hashed twice',
    ],
    [
      { code: 'key-malformed', problem: { code: 'size', bits: 1024, expected: 2048 } },
      'the public key is refused: it has 1024 bits, and HSMs take 2048 bits only',
    ],
    [{ code: 'fault-error' }, "a fault of 'mofn hsm fault' says so"],
  ])('%j', (reason, words) => {
    expect(describeRefusal(reason)).toBe(words);
  });

  it.each<[RefusalReason, string]>([
    [{ code: 'not-logged-in' }, 'nobody is logged in; log in with login first'],
    [
      { code: 'not-an-officer', user: 'admin', userType: 'PRECO' },
      'admin is an unactivated-admin, who can do nothing but change its own password and so become an admin',
    ],
    [
      { code: 'not-an-officer', user: 'bob', userType: 'CU' },
      'bob is a crypto-user, and only an admin can do this',
    ],
    [
      { code: 'user-locked', user: 'bob', failures: 6 },
      'bob is locked after 6 wrong passwords; an admin unlocks it with user change-password',
    ],
    [
      { code: 'token-missing', user: 'officer1', service: 'userManagement', required: 2 },
      'this needs 2 approvals, and officer1 has no token of service user; ' +
        'ask for one with quorum token-sign generate --service user --token FILE',
    ],
    [
      { code: 'm-needs-misc-co', service: 'userManagement' },
      'the M value of service user is on, so a change of it needs a token of service quorum, which is to ' +
        'be had only once its own M value is set: quorum token-sign set-quorum-value --service quorum --value M',
    ],
    [
      { code: 'token-of-other-service', token: 3, found: 4, service: 'userManagement' },
      'token 3 is of service quorum, and this needs one of service user',
    ],
    [
      { code: 'approver-not-an-officer', ...PLACE, approverType: null, userType: 'CU' },
      'approval 2 of 3 ("officer2"): the user is a crypto-user; approvers are admins',
    ],
    [
      {
        code: 'signature-wrong',
        ...PLACE,
        cause: { code: 'other-content', user: 'officer2', content: { code: 'hashed-twice' } },
      },
      'approval 2 of 3 ("officer2"): the signature is by officer2\'s key, but not over this token file: ' +
        'it is over the SHA-256 of the file, so it was hashed twice',
    ],
    [
      { code: 'key-of-another', handle: 0x680006 },
      "key 0x0000000000680006 is another user's, and only its owner does this",
    ],
    [
      { code: 'token-of-other-key', token: 3, found: 0x680006, handle: 0x680007 },
      'token 3 is for key 0x0000000000680006, and this needs one for key 0x0000000000680007',
    ],
  ])('%j is told to people at the newer console in its own words', (reason, words) => {
    expect(describeRefusal(reason, 'sdk5')).toBe(words);
    expect(describeRefusal(reason, 'sdk5-command')).toBe(words);
  });

  it('has no command of one console in the words for both', () => {
    const words = readFileSync('src/words/refusals.ts', 'utf8');
    const names = CONSOLE_COMMANDS.filter((name) => !/^(quit|syncUser)$/.test(name));
    expect(names).toContain('getToken');
    for (const name of names) expect(words).not.toMatch(new RegExp(`[\`' ]${name}[\`' ]`));
  });

  it('shows no control characters, whatever the name', () => {
    expect(describeRefusal({ code: 'user-unknown', name: 'a\u001b[2J\u202e"' })).toBe(
      'there is no user "a\\u001b[2J\\u202e\\"" on this HSM',
    );
  });
});
