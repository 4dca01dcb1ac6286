import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/hsm/audit-record.ts';
import { formatAuditEvent } from '../../src/words/audit-record.ts';

const CREATE: AuditEvent = {
  sequence: 2,
  time: 1_516_067_379_437,
  op: 'createUser',
  session: '0x7014006',
  response: 'SUCCESS',
  user: { name: 'bob', type: 'CU' },
  previous: '',
  hash: '',
};

describe('an audit record as text', () => {
  it('has the layout of the real log', () => {
    // AWS CloudHSM user guide, "Interpreting HSM audit logs"; microseconds are not kept here.
    expect(formatAuditEvent(CREATE)).toBe(
      [
        'Time: 01/16/18 01:49:39.437000, usecs:1516067379437000',
        'Sequence No : 0x1',
        'Reboot counter : 0x1',
        'Command Type(hex) : CN_MGMT_CMD (0x0)',
        'Opcode : CN_CREATE_USER (0x3)',
        'Session Handle : 0x7014006',
        'Response : 0:HSM Return: SUCCESS',
        'Log type : MGMT_USER_DETAILS_LOG (2)',
        'User Name : bob',
        'User Type : CN_CRYPTO_USER (1)',
        '',
      ].join('\n'),
    );
  });

  it('has the other opcode where an officer is made, and the number of a refusal', () => {
    const text = formatAuditEvent({
      ...CREATE,
      user: { name: 'eve', type: 'CO' },
      response: 'RET_POLICY_MISMATCH',
    });
    expect(text).toContain('Opcode : CN_CREATE_CO (0x4)\n');
    expect(text).toContain(
      'Response : 179:HSM Error: This operation violates the current configured/FIPS policies\n',
    );
  });

  it('names a spent token, its approvers and their keys', () => {
    const text = formatAuditEvent({
      ...CREATE,
      tokens: [
        {
          id: 3,
          service: 3,
          user: 'officer1',
          recordDigest: 'aa',
          approvers: [{ name: 'officer2', keyFingerprint: 'bb', signedDigest: 'cc' }],
        },
      ],
    });
    expect(text).toContain('Token : Id 3, Service 3, User officer1, Digest aa\n');
    expect(text).toContain('Approver : officer2, Key bb, Signed cc\n');
  });

  it('shows no control characters, whatever the name', () => {
    expect(formatAuditEvent({ ...CREATE, user: { name: 'a\u001b[2J\nb', type: 'CU' } })).toContain(
      'User Name : a\\x1b[2J\\nb\n',
    );
  });
});
