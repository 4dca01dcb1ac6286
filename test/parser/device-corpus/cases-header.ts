/** Point 3: three fields make a header. */
import {
  BOB,
  couldOnlyRead,
  type DeviceCase,
  HEADER,
  HEADER_WITHOUT_COUNT,
  reading,
} from './device-case.ts';

const nothing = reading({
  multiTokenFilePath: '',
  numberOfApprovals: 0,
  approvers: [],
  error: 'failed to open ',
});

export const headerCases: readonly DeviceCase[] = [
  { name: '03-empty-file', text: '', expected: nothing },
  { name: '03-one-newline', text: '\n', expected: nothing },
  { name: '03-comments-only', text: '# Number of Approvals = 2;\n# bob\n', expected: nothing },
  { name: '03-approvers-only', text: BOB + BOB, expected: nothing },
  {
    name: '03-any-order',
    text: `Number of Approvals = 1;\nToken File Path = x;\nMulti Token File Path = t;\n${BOB}`,
    expected: reading({ tokenFilePath: 'x' }),
  },
  {
    name: '03-both-paths',
    text: `Multi Token File Path = t;\nToken File Path = x;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({ tokenFilePath: 'x' }),
  },
  {
    name: '03-missing-token-file-path',
    text: `Multi Token File Path = t;\nNumber of Approvals = 2;\n${BOB}${BOB}`,
    expected: reading({ numberOfApprovals: 2, approvers: [], error: couldOnlyRead('0/2') }),
  },
  {
    name: '03-missing-token-file-path-and-count-0',
    text: `Multi Token File Path = t;\nNumber of Approvals = 0;\n${BOB}`,
    expected: reading({ numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '03-missing-multi-token-file-path',
    text: `Token File Path = x;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({
      multiTokenFilePath: '',
      tokenFilePath: 'x',
      approvers: [],
      error: 'failed to open ',
    }),
  },
  {
    name: '03-missing-count',
    text: `${HEADER_WITHOUT_COUNT}${BOB}`,
    expected: reading({ numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '03-empty-multi-token-file-path',
    text: `Multi Token File Path = ;\nToken File Path = x;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({
      multiTokenFilePath: '',
      tokenFilePath: 'x',
      approvers: [],
      error: 'failed to open ',
    }),
  },
  {
    // The second path fills the header; the count is never looked for.
    name: '03-duplicate-uses-up-the-place-of-the-count',
    text: `Multi Token File Path = t;\nMulti Token File Path = u;\nToken File Path = ;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({ multiTokenFilePath: 'u', numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '03-three-times-the-same-path',
    text: `Multi Token File Path = t;\nMulti Token File Path = u;\nMulti Token File Path = v;\n${HEADER}${BOB}`,
    expected: reading({ multiTokenFilePath: 'v', numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '03-duplicate-count-last-wins',
    text: `Multi Token File Path = t;\nNumber of Approvals = 5;\nNumber of Approvals = 1;\nToken File Path = x;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '03-duplicate-may-be-empty',
    text: `Multi Token File Path = t;\nMulti Token File Path = ;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({ multiTokenFilePath: '', approvers: [], error: 'failed to open ' }),
  },
  {
    name: '03-approvers-before-the-header-is-full-are-lost',
    text: `${BOB}${HEADER}Approver Type = 1;\nApprover Name = amy;\nApproval File = a;\n`,
    expected: reading({ approvers: [{ type: 1, name: 'amy', file: 'a' }] }),
  },
  {
    name: '03-approver-within-the-header-is-lost',
    text: `${HEADER_WITHOUT_COUNT}${BOB}Number of Approvals = 1;\n`,
    expected: reading({ approvers: [], error: couldOnlyRead('0/1') }),
  },
  {
    name: '03-one-approver-field-within-the-header-is-lost',
    text: `${HEADER_WITHOUT_COUNT}Approver Type = 1;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading(),
  },
  {
    // Header of the next file, as after `cat a b`: the third field closes the header of the first.
    name: '03-two-files-in-one',
    text: `${HEADER}${BOB}${HEADER}Approver Type = 1;\nApprover Name = amy;\nApproval File = a;\n`,
    expected: reading(),
  },
];
