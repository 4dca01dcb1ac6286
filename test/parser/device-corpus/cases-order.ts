/** Point 8: which check comes first. The corpus knows no files, so that all of them open. */
import { BOB, couldOnlyRead, type DeviceCase, HEADER, reading } from './device-case.ts';

const TOO_MANY = ' number of approvals in the file is more than 20';

export const orderCases: readonly DeviceCase[] = [
  {
    name: '08-empty-path-before-count',
    text: `Multi Token File Path = ;\nToken File Path = ;\nNumber of Approvals = 21;\n${BOB}`,
    expected: reading({
      multiTokenFilePath: '',
      numberOfApprovals: 21,
      approvers: [],
      error: 'failed to open ',
    }),
  },
  {
    name: '08-count-before-approvers',
    text: 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 21;\nApprover Type = 9;\n',
    expected: reading({ numberOfApprovals: 21, approvers: [], error: TOO_MANY }),
  },
  {
    name: '08-all-fields-before-type',
    text: `${HEADER}Approver Type = 9;\nApprover Name = bob;\n`,
    expected: reading({ approvers: [], error: couldOnlyRead('0/1') }),
  },
  {
    name: '08-type-before-signature-file',
    text: `${HEADER}Approver Type = 9;\nApprover Name = bob;\nApproval File = ;\n`,
    expected: reading({
      approvers: [{ type: 9, name: 'bob', file: '' }],
      error: 'Invalid User Type 9 for bob',
    }),
  },
  {
    name: '08-empty-signature-file',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\nApproval File = ;\n`,
    expected: reading({
      approvers: [{ type: 2, name: 'bob', file: '' }],
      error: 'failed to open ',
    }),
  },
  {
    name: '08-first-approver-before-second',
    text: `${HEADER.replace('1;', '2;')}Approver Type = 9;\nApprover Name = bob;\nApproval File = s;\n`,
    expected: reading({
      numberOfApprovals: 2,
      approvers: [{ type: 9, name: 'bob', file: 's' }],
      error: 'Invalid User Type 9 for bob',
    }),
  },
  {
    name: '08-count-0-passes',
    text: `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 0;\n${BOB}`,
    expected: reading({ numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '08-twenty-approvers-pass',
    text: `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 20;\n${BOB.repeat(20)}`,
    expected: reading({
      numberOfApprovals: 20,
      approvers: Array.from({ length: 20 }, () => ({ type: 2, name: 'bob', file: 's' })),
    }),
  },
  {
    name: '10-name-in-message-cut-at-nul',
    text: `${HEADER}Approver Type = 5;\nApprover Name = b\0ob;\nApproval File = s;\n`,
    expected: reading({
      approvers: [{ type: 5, name: 'b', file: 's' }],
      error: 'Invalid User Type 5 for b',
    }),
  },
  {
    name: '11-paths-are-as-written',
    text: `Multi Token File Path = ../a/./t;\nToken File Path = /abs//x;\nNumber of Approvals = 1;\nApprover Type = 2;\nApprover Name = bob;\nApproval File = ./s;\n`,
    expected: reading({
      multiTokenFilePath: '../a/./t',
      tokenFilePath: '/abs//x',
      approvers: [{ type: 2, name: 'bob', file: './s' }],
    }),
  },
];
