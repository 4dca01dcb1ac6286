/** Point 1: pieces and keys. */
import { BOB, couldOnlyRead, type DeviceCase, HEADER, reading } from './device-case.ts';

const comment = (length: number) => '#'.repeat(length);
const unread = reading({ approvers: [], error: couldOnlyRead('0/1') });

export const lineCases: readonly DeviceCase[] = [
  { name: '01-as-it-should-be', text: HEADER + BOB, expected: reading() },
  {
    name: '01-everything-else-is-skipped',
    text: `hello\n\n;;;\n= = =\n# c\n${HEADER}\nno field\nApprover\n${BOB}# end\nmore`,
    expected: reading(),
  },
  {
    // 511 bytes of comment are one piece; the rest of the line starts the next one.
    name: '01-comment-of-511-bytes-hides-a-field-behind-it',
    text: `${comment(511)}Token File Path = x;\nMulti Token File Path = t;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({ tokenFilePath: 'x' }),
  },
  {
    name: '01-comment-of-510-bytes-does-not',
    text: `${comment(510)}Token File Path = x;\n${HEADER}${BOB}`,
    expected: reading(),
  },
  {
    name: '01-comment-of-512-bytes-does-not',
    text: `${comment(512)}Token File Path = x;\n${HEADER}${BOB}`,
    expected: reading(),
  },
  {
    name: '01-comment-of-two-pieces',
    text: `${comment(1022)}Token File Path = x;\nMulti Token File Path = t;\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({ tokenFilePath: 'x' }),
  },
  {
    // The newline is the 511th byte, so that the line is one piece.
    name: '01-line-of-511-bytes-with-its-newline',
    text: `${HEADER}${comment(510)}\n${BOB}`,
    expected: reading(),
  },
  {
    // The newline is a piece of its own.
    name: '01-line-of-511-bytes-and-a-newline',
    text: `${HEADER}${comment(511)}\n${BOB}`,
    expected: reading(),
  },
  {
    // A value's own line is cut: the field ends at its ; and the rest of the line is a second field.
    name: '01-second-field-at-byte-511-of-a-line',
    text: `${HEADER}Approver Type = 2;${'.'.repeat(493)}Approver Name = bob;\nApproval File = s;\n`,
    expected: reading(),
  },
  {
    name: '01-indented-key',
    text: ` Multi Token File Path = hidden;\n${HEADER}${BOB}`,
    expected: reading(),
  },
  {
    name: '01-tab-before-key',
    text: `${HEADER}\tApprover Name = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-lower-case-key',
    text: `token file path = hidden;\n${HEADER}approver name = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-upper-case-key',
    text: `${HEADER}APPROVER TYPE = 1;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-two-blanks-in-key',
    text: `${HEADER}Approver  Type = 1;\n${BOB}`,
    expected: reading(),
  },
  {
    // The six keys are compared as beginnings: what follows belongs to the value.
    name: '01-key-with-a-plural-s',
    text: `${HEADER}Approver Type = 2;\nApprover Names = bob;\nApproval File = s;\n`,
    expected: reading({ approvers: [{ type: 2, name: 's = bob', file: 's' }] }),
  },
  {
    name: '01-key-with-no-end',
    text: `${HEADER}Approver Type = 2;\nApprover Namebob;\nApproval Files;\n`,
    expected: reading(),
  },
  {
    name: '01-count-key-with-more-letters',
    text: `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals2 = 1;\n${BOB}${BOB}`,
    expected: reading({
      numberOfApprovals: 2,
      approvers: [
        { type: 2, name: 'bob', file: 's' },
        { type: 2, name: 'bob', file: 's' },
      ],
    }),
  },
  {
    name: '01-key-cut-short-is-none',
    text: `${HEADER}Approver Nam = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-key-of-another-field-behind-it-is-value',
    text: `${HEADER}Approver Type = 2;\nApprover Name Approver Type = 1;\nApproval File = s;\n`,
    expected: reading({ approvers: [{ type: 2, name: 'Approver Type = 1', file: 's' }] }),
  },
  {
    name: '01-bom-hides-the-first-line',
    text: `\xef\xbb\xbf${HEADER}${BOB}`,
    expected: reading({
      // Two fields are counted; the reader goes through the whole file for a third.
      multiTokenFilePath: '',
      approvers: [],
      error: 'failed to open ',
    }),
  },
  {
    name: '01-bom-before-a-comment-does-not-matter',
    text: `\xef\xbb\xbf# c\n${HEADER}${BOB}`,
    expected: reading(),
  },
  {
    name: '01-quote-before-key',
    text: `${HEADER}"Approver Name" = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-comment-sign-before-key',
    text: `#Token File Path = x;\n${HEADER}#Approver Name = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    // Line ends of old Macintoshes: all of it is one line, and starts with one key.
    name: '01-carriage-returns-only',
    text: (HEADER + BOB).replaceAll('\n', '\r'),
    expected: reading({ numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '01-crlf-with-semicolons',
    text: (HEADER + BOB).replaceAll('\n', '\r\n'),
    expected: reading(),
  },
  {
    name: '01-nul-before-key',
    text: `${HEADER}\0Approver Name = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-nul-in-key',
    text: `${HEADER}Approver\0Name = eve;\n${BOB}`,
    expected: reading(),
  },
  {
    name: '01-utf-16',
    text: `\xff\xfe${[...(HEADER + BOB)].map((character) => `${character}\0`).join('')}`,
    expected: reading({
      multiTokenFilePath: '',
      numberOfApprovals: 0,
      approvers: [],
      error: 'failed to open ',
    }),
  },
  {
    name: '01-all-approver-lines-hidden',
    text: HEADER + BOB.replaceAll('Appro', ' Appro'),
    expected: unread,
  },
];
