/** Point 4: three fields make an approver. */
import { BOB, couldOnlyRead, type DeviceCase, HEADER, reading } from './device-case.ts';

const HEADER_FOR_TWO = HEADER.replace('1;', '2;');
const AMY = 'Approver Type = 1;\nApprover Name = amy;\nApproval File = a;\n';

const bob = { type: 2, name: 'bob', file: 's' };
const amy = { type: 1, name: 'amy', file: 'a' };

const two = (differences: Parameters<typeof reading>[0]) =>
  reading({ numberOfApprovals: 2, ...differences });

export const approversCases: readonly DeviceCase[] = [
  { name: '04-two', text: HEADER_FOR_TWO + BOB + AMY, expected: two({ approvers: [bob, amy] }) },
  {
    name: '04-fields-in-any-order',
    text: `${HEADER}Approval File = s;\nApprover Name = bob;\nApprover Type = 2;\n`,
    expected: reading(),
  },
  {
    name: '04-header-keys-are-ignored',
    text: `${HEADER}Approver Type = 2;\nNumber of Approvals = 2;\nApprover Name = bob;\nToken File Path = y;\nApproval File = s;\nMulti Token File Path = z;\n`,
    expected: reading(),
  },
  {
    name: '04-duplicate-type-leaves-no-file',
    text: `${HEADER}Approver Type = 1;\nApprover Type = 2;\nApprover Name = bob;\nApproval File = s;\n`,
    expected: reading({
      approvers: [{ type: 2, name: 'bob', file: '' }],
      error: 'failed to open ',
    }),
  },
  {
    name: '04-duplicate-name-leaves-type-0',
    text: `${HEADER}Approver Name = amy;\nApprover Name = bob;\nApproval File = s;\nApprover Type = 2;\n`,
    expected: reading({
      approvers: [{ type: 0, name: 'bob', file: 's' }],
      error: 'Invalid User Type 0 for bob',
    }),
  },
  {
    name: '04-duplicate-file-leaves-no-name',
    text: `${HEADER}Approver Type = 2;\nApproval File = r;\nApproval File = s;\nApprover Name = bob;\n`,
    expected: reading({ approvers: [{ type: 2, name: '', file: 's' }] }),
  },
  {
    name: '04-duplicate-and-nameless-type',
    text: `${HEADER}Approver Type = 7;\nApprover Type = 9;\nApproval File = s;\n`,
    expected: reading({
      approvers: [{ type: 9, name: '', file: 's' }],
      error: 'Invalid User Type 9 for ',
    }),
  },
  {
    // bob has no file; amy's type is his third field, and her file comes before her next type.
    name: '04-missing-field-takes-the-next-approvers-first',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\n${AMY}`,
    expected: reading({
      approvers: [{ type: 1, name: 'bob', file: '' }],
      error: 'failed to open ',
    }),
  },
  {
    // bob has no type: amy's becomes his. Of amy, name and file are left, and the type of dan.
    name: '04-missing-type-shifts-all-types',
    text: `${HEADER_FOR_TWO}Approver Name = bob;\nApproval File = s;\n${AMY}Approver Type = 2;\nApprover Name = dan;\nApproval File = d;\n`,
    expected: two({
      approvers: [
        { type: 1, name: 'bob', file: 's' },
        { type: 2, name: 'amy', file: 'a' },
      ],
    }),
  },
  {
    name: '04-missing-field-of-the-only-approver',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\n`,
    expected: reading({ approvers: [], error: couldOnlyRead('0/1') }),
  },
  {
    name: '04-missing-field-of-the-last-approver',
    text: `${HEADER_FOR_TWO}${BOB}Approver Type = 1;\nApproval File = a;\n`,
    expected: two({ error: couldOnlyRead('1/2') }),
  },
  {
    name: '04-more-approvers-than-the-count',
    text: HEADER + BOB + AMY,
    expected: reading(),
  },
  {
    name: '04-fewer-approvers-than-the-count',
    text: HEADER.replace('1;', '3;') + BOB + AMY,
    expected: reading({
      numberOfApprovals: 3,
      approvers: [bob, amy],
      error: couldOnlyRead('2/3'),
    }),
  },
  {
    name: '04-what-follows-the-last-approver-is-never-read',
    text: `${HEADER}${BOB}Approver Name = ${'n'.repeat(40)};\nApprover Type = x;\n`,
    expected: reading(),
  },
  {
    name: '04-same-approver-twice',
    text: HEADER_FOR_TWO + BOB + BOB,
    expected: two({ approvers: [bob, bob] }),
  },
  {
    name: '04-comments-and-blank-lines-between-fields',
    text: `${HEADER}\n# Approver 1\nApprover Type = 2; # 2 for CO\n\n\nApprover Name = bob;\n# file\nApproval File = s;\n`,
    expected: reading(),
  },
  {
    name: '04-second-approver-of-wrong-type',
    text: `${HEADER_FOR_TWO}${BOB}Approver Type = 3;\nApprover Name = amy;\nApproval File = a;\n`,
    expected: two({
      approvers: [bob, { type: 3, name: 'amy', file: 'a' }],
      error: 'Invalid User Type 3 for amy',
    }),
  },
];
