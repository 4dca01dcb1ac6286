/** Points 2, 6 and 7: where a value starts and ends, and what has no room. */
import { type FieldText, rawBytes } from '../../../src/parser/text.ts';
import { BOB, couldOnlyRead, type DeviceCase, HEADER, reading, UNDEFINED } from './device-case.ts';

/** One approver whose name line is as given. */
const named = (line: string) => `${HEADER}Approver Type = 2;\n${line}Approval File = s;\n`;

const withName = (name: FieldText) => reading({ approvers: [{ type: 2, name, file: 's' }] });

const long = (length: number) => 'p'.repeat(length);

export const valueCases: readonly DeviceCase[] = [
  // What is skipped before it.
  { name: '02-nothing-between', text: named('Approver Name=bob;\n'), expected: reading() },
  { name: '02-blank-only', text: named('Approver Name bob;\n'), expected: reading() },
  { name: '02-colon', text: named('Approver Name: bob;\n'), expected: reading() },
  { name: '02-any-mixture', text: named('Approver Name :=: == bob;\n'), expected: reading() },
  {
    name: '02-own-leading-equals-and-colon-are-lost',
    text: named('Approver Name = =:bob;\n'),
    expected: reading(),
  },
  {
    name: '02-equals-within-stays',
    text: named('Approver Name = b=o:b;\n'),
    expected: withName('b=o:b'),
  },
  {
    name: '02-tabs-around-equals-are-value',
    text: named('Approver Name\t=\tx;\n'),
    expected: withName('\t=\tx'),
  },
  {
    name: '02-tab-after-equals-is-value',
    text: named('Approver Name = \tx;\n'),
    expected: withName('\tx'),
  },
  {
    // atoi starts at the tab, then stops at the =.
    name: '02-tabs-around-count-read-as-no-approvals',
    text: `Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals\t=\t1;\n${BOB}`,
    expected: reading({ numberOfApprovals: 0, approvers: [] }),
  },
  {
    name: '02-carriage-return-before-value',
    text: named('Approver Name =\rbob;\n'),
    expected: withName('\rbob'),
  },
  // Where it ends.
  {
    name: '02-first-semicolon-ends-it',
    text: named('Approver Name = bob; eve;\n'),
    expected: reading(),
  },
  { name: '02-newline-ends-it', text: named('Approver Name = bob\n'), expected: reading() },
  {
    name: '02-blanks-before-semicolon-stay',
    text: named('Approver Name = bob  ;\n'),
    expected: withName('bob  '),
  },
  {
    name: '02-tab-before-semicolon-stays',
    text: named('Approver Name = bob\t;\n'),
    expected: withName('bob\t'),
  },
  {
    name: '02-blank-at-end-of-line-stays',
    text: named('Approver Name = bob \n'),
    expected: withName('bob '),
  },
  {
    name: '02-quotes-stay',
    text: named('Approver Name = "bob";\n'),
    expected: withName('"bob"'),
  },
  {
    name: '02-tilde-and-dollar-stay',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\nApproval File = ~/$USER/s;\n`,
    expected: reading({ approvers: [{ type: 2, name: 'bob', file: '~/$USER/s' }] }),
  },
  {
    name: '02-hash-stays',
    text: named('Approver Name = bob#1;\n'),
    expected: withName('bob#1'),
  },
  {
    name: '02-comment-without-semicolon-is-value',
    text: named('Approver Name = bob # the second\n'),
    expected: withName('bob # the second'),
  },
  {
    name: '02-semicolon-in-comment-ends-it',
    text: named('Approver Name = bob # a; b\n'),
    expected: withName('bob # a'),
  },
  {
    name: '02-crlf-without-semicolon',
    text: named('Approver Name = bob\r\n'),
    expected: withName('bob\r'),
  },
  {
    name: '02-crlf-without-semicolon-in-type-and-count',
    text: 'Multi Token File Path = t;\r\nToken File Path = ;\r\nNumber of Approvals = 1\r\nApprover Type = 2\r\nApprover Name = bob;\r\nApproval File = s;\r\n',
    expected: reading(),
  },
  {
    name: '02-crlf-without-semicolon-in-empty-path',
    text: `Multi Token File Path = t;\nToken File Path =\r\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({ tokenFilePath: '\r' }),
  },
  {
    name: '02-nul-cuts-it',
    text: named('Approver Name = bob\0eve;\n'),
    expected: reading(),
  },
  {
    // The search for the end passes the NUL and stops at the newline.
    name: '02-nul-cuts-it-in-a-line-without-semicolon',
    text: named('Approver Name = bob\0 no end in sight\n'),
    expected: reading(),
  },
  {
    name: '02-nul-first-is-empty',
    text: named('Approver Name = \0bob;\n'),
    expected: withName(''),
  },
  {
    name: '02-nul-before-equals-is-empty',
    text: named('Approver Name\0 = bob;\n'),
    expected: withName(''),
  },
  {
    name: '02-empty-value-counts',
    text: named('Approver Name = ;\n'),
    expected: withName(''),
  },
  {
    name: '02-empty-value-without-semicolon-counts',
    text: named('Approver Name =\n'),
    expected: withName(''),
  },
  { name: '02-key-alone-counts', text: named('Approver Name\n'), expected: withName('') },
  {
    name: '02-second-field-on-the-line-is-lost',
    text: `${HEADER}Approver Type = 2; Approver Name = eve; Approval File = e;\n${BOB}`,
    // Its name and file are lost, so that bob's own type is the second field, and his name the third.
    expected: reading({
      approvers: [{ type: 2, name: 'bob', file: '' }],
      error: 'failed to open ',
    }),
  },
  {
    name: '02-utf-8-value',
    text: named('Approver Name = j\xc3\xbcrgen;\n'),
    expected: withName('jürgen'),
  },
  {
    name: '02-latin-1-value',
    text: named('Approver Name = j\xfcrgen;\n'),
    expected: withName(rawBytes(Buffer.from('j\xfcrgen', 'latin1'))),
  },
  // What has no room.
  {
    name: '06-name-of-31-fits',
    text: named(`Approver Name = ${long(31)};\n`),
    expected: withName(long(31)),
  },
  {
    // Not counted, so that the file field is the second, and eve's name the third.
    name: '06-name-of-32-swallows-the-next-name',
    text: `${named(`Approver Name = ${long(32)};\n`)}Approver Name = eve;\n`,
    expected: reading({
      approvers: [{ type: 2, name: 'eve', file: 's' }],
      warnings: ['Field Approver Name has incompatible value of size 32'],
    }),
  },
  {
    name: '06-name-of-32-of-the-last-approver',
    text: named(`Approver Name = ${long(32)};\n`),
    expected: reading({
      approvers: [],
      warnings: ['Field Approver Name has incompatible value of size 32'],
      error: couldOnlyRead('0/1'),
    }),
  },
  {
    name: '06-path-of-255-fits',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\nApproval File = ${long(255)};\n`,
    expected: reading({ approvers: [{ type: 2, name: 'bob', file: long(255) }] }),
  },
  {
    name: '06-path-of-256-does-not',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\nApproval File = ${long(256)};\nApproval File = s;\n`,
    expected: reading({
      warnings: ['Field Approval File has incompatible value of size 256'],
    }),
  },
  {
    name: '06-multi-token-path-of-256',
    text: `Multi Token File Path = ${long(256)};\n${HEADER}${BOB}`,
    expected: reading({
      warnings: ['Field Multi Token File Path has incompatible value of size 256'],
    }),
  },
  {
    name: '06-token-path-of-300-keeps-the-earlier-one',
    text: `Multi Token File Path = t;\nToken File Path = x;\nToken File Path = ${long(300)};\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({
      tokenFilePath: 'x',
      warnings: ['Field Token File Path has incompatible value of size 300'],
    }),
  },
  {
    name: '06-size-is-counted-up-to-the-nul',
    text: named(`Approver Name = ${long(31)}\0${long(40)};\n`),
    expected: withName(long(31)),
  },
  {
    name: '06-size-is-in-bytes',
    // 16 letters of two bytes each.
    text: `${named(`Approver Name = ${'\xc3\xbc'.repeat(16)};\n`)}Approver Name = eve;\n`,
    expected: reading({
      approvers: [{ type: 2, name: 'eve', file: 's' }],
      warnings: ['Field Approver Name has incompatible value of size 32'],
    }),
  },
  {
    name: '06-numbers-have-no-limit',
    text: `${HEADER}Approver Type = ${'0'.repeat(400)}2;\nApprover Name = bob;\nApproval File = s;\n`,
    expected: reading(),
  },
  {
    name: '06-header-too-long-reads-on-into-approvers',
    // With two fields counted, the reader goes through the whole file for a third.
    text: `Multi Token File Path = t;\nToken File Path = ${long(256)};\nNumber of Approvals = 1;\n${BOB}`,
    expected: reading({
      approvers: [],
      warnings: ['Field Token File Path has incompatible value of size 256'],
      error: couldOnlyRead('0/1'),
    }),
  },
  // What nothing ends.
  {
    name: '07-last-line-without-newline-and-semicolon',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\nApproval File = s`,
    expected: reading({ warnings: [UNDEFINED] }),
  },
  {
    name: '07-last-line-without-newline-but-semicolon',
    text: `${HEADER}Approver Type = 2;\nApprover Name = bob;\nApproval File = s;`,
    expected: reading(),
  },
  {
    name: '07-last-line-is-a-key-alone',
    text: `${HEADER}Approver Type = 2;\nApproval File = s;\nApprover Name`,
    expected: reading({ approvers: [{ type: 2, name: '', file: 's' }], warnings: [UNDEFINED] }),
  },
  {
    name: '07-full-piece-without-end',
    // Key and blanks are 16 bytes, so 495 of the value are in the piece: no end, and no room either.
    text: `${named(`Approver Name = ${long(600)};\n`)}Approver Name = eve;\n`,
    expected: reading({
      approvers: [{ type: 2, name: 'eve', file: 's' }],
      warnings: [UNDEFINED, 'Field Approver Name has incompatible value of size 495'],
    }),
  },
  {
    name: '07-full-piece-of-blanks',
    // 13 bytes of key, 498 blanks: skipped, and the piece is over. bob starts the next one.
    text: named(`Approver Name${' '.repeat(498)}bob;\n`),
    expected: reading({ approvers: [{ type: 2, name: '', file: 's' }], warnings: [UNDEFINED] }),
  },
  {
    name: '07-semicolon-is-byte-511',
    // 16 bytes, a NUL that cuts the value, 493 more and the ; at the end of the piece.
    text: named(`Approver Name = bob\0${long(490)};\n`),
    expected: reading(),
  },
  {
    name: '07-semicolon-is-byte-512',
    text: named(`Approver Name = bob\0${long(491)};\n`),
    expected: reading({ warnings: [UNDEFINED] }),
  },
  {
    name: '07-count-in-last-line-without-end',
    text: 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 0',
    expected: reading({ numberOfApprovals: 0, approvers: [], warnings: [UNDEFINED] }),
  },
  {
    name: '07-unread-line-without-end-is-nothing',
    text: `${HEADER}${BOB}Approver Name = eve`,
    expected: reading(),
  },
  {
    name: '07-header-key-without-end-among-approvers-is-not-looked-at',
    text: `${HEADER}Approver Type = 2;\nToken File Path = x`,
    expected: reading({ approvers: [], error: couldOnlyRead('0/1') }),
  },
];
