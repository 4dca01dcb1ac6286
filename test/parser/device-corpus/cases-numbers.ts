/** Point 5: numbers, as a count (32 bits) and as a type (8 bits). */
import {
  BOB,
  couldOnlyRead,
  type DeviceCase,
  HEADER,
  HEADER_WITHOUT_COUNT,
  reading,
} from './device-case.ts';

const TOO_MANY = ' number of approvals in the file is more than 20';

/** `Number of Approvals` and all that follows its key on the line. */
function count(name: string, rest: string, numberOfApprovals: number): DeviceCase {
  return {
    name: `05-count-${name}`,
    text: `${HEADER_WITHOUT_COUNT}Number of Approvals${rest}\n${BOB}`,
    expected: reading({ numberOfApprovals, ...outcomeOf(numberOfApprovals) }),
  };
}

function outcomeOf(numberOfApprovals: number): Parameters<typeof reading>[0] {
  if (numberOfApprovals > 20) return { approvers: [], error: TOO_MANY };
  if (numberOfApprovals > 1) return { error: couldOnlyRead(`1/${numberOfApprovals}`) };
  return numberOfApprovals === 1 ? {} : { approvers: [] };
}

/** `Approver Type` and all that follows its key on the line. */
function type(name: string, rest: string, number: number): DeviceCase {
  return {
    name: `05-type-${name}`,
    text: `${HEADER}Approver Type${rest}\nApprover Name = bob;\nApproval File = s;\n`,
    expected: reading({
      approvers: [{ type: number, name: 'bob', file: 's' }],
      error: number === 1 || number === 2 ? null : `Invalid User Type ${number} for bob`,
    }),
  };
}

export const numberCases: readonly DeviceCase[] = [
  // atoi
  count('1', ' = 1;', 1),
  count('0', ' = 0;', 0),
  count('20', ' = 20;', 20),
  count('21', ' = 21;', 21),
  count('leading-zeros', ' = 0001;', 1),
  count('no-octal', ' = 010;', 10),
  count('plus', ' = +1;', 1),
  count('minus-1', ' = -1;', 4294967295),
  count('minus-0', ' = -0;', 0),
  count('two-signs', ' = +-1;', 0),
  count('sign-and-blank', ' = - 1;', 0),
  count('white-space-first', ' = \t\v\f\r 1;', 1),
  count('trailing-text', ' = 1 approval;', 1),
  count('trailing-blank', ' = 1 ;', 1),
  count('fraction', ' = 1.9;', 1),
  count('exponent', ' = 1e1;', 1),
  count('word', ' = one;', 0),
  count('empty', ' = ;', 0),
  count('quoted', ' = "1";', 0),
  count('2-to-31', ' = 2147483648;', 2147483648),
  count('2-to-32', ' = 4294967296;', 0),
  count('2-to-32-plus-1', ' = 4294967297;', 1),
  count('2-to-32-plus-2', ' = 4294967298;', 2),
  count('minus-2-to-32-plus-1', ' = -4294967295;', 1),
  // 2^63 − 1 in 32 bits is all ones; −2^63 is all zeros; strtol goes no further on either side.
  count('2-to-63-minus-1', ' = 9223372036854775807;', 4294967295),
  count('2-to-64-plus-1-is-cut-to-2-to-63-minus-1', ' = 18446744073709551617;', 4294967295),
  count('minus-2-to-64-is-cut-to-minus-2-to-63', ' = -18446744073709551617;', 0),
  count('nul-after-digit', ' = 1\x002;', 1),
  count('comment-without-semicolon', ' = 1 # of 5', 1),
  count('upper-case-0X', ' = 0X1;', 0),
  // 0x
  count('hex-1', ' = 0x1;', 1),
  count('hex-14', ' = 0x14;', 20),
  count('hex-15', ' = 0x15;', 21),
  count('hex-upper-case-digit', ' = 0xA;', 10),
  count('hex-zeros', ' = 0x0000000000000001;', 1),
  count('hex-of-more-than-32-bits', ' = 0x100000001;', 1),
  count('hex-nothing', ' = 0x;', 0),
  // One step past the 2: the blank.
  count('hex-trailing-blank', ' = 0x2 ;', 0xffffffff),
  count('hex-carriage-return', ' = 0x2\r', 0xffffffff),
  count('hex-blank-first', ' = 0x 2;', 0xfffffff2),
  count('hex-no-digit-then-two', ' = 0xg12;', 0xffffff12),
  count('hex-no-digit-then-nine', ' = 0xg000000001;', 1),
  count('hex-comment-without-semicolon', ' = 0x1 # c', 0xfffffffc),
  count('hex-minus', ' = -0x1;', 0xffffffff),
  // Length 4, so two steps from behind the 0x: the 1, then the value's own end.
  count('hex-not-at-the-start', ' = 00x1;', 0xffffffff),
  // Length 5, so three steps: the 1, and two behind the end. The `a` behind the `;` is not looked at.
  count('hex-steps-go-on-behind-the-end', ' = 000x1;a', 0xffffffff),
  // Length 12, so ten steps: the 1, and nine behind the end.
  count('hex-steps-take-no-number-behind-the-end', ' = 00000000 0x1;00000001', 0xffffffff),
  // The same where the end is a NUL.
  count('hex-behind-a-nul', ' = 000x1\0b;', 0xffffffff),
  count('hex-mark-behind-a-nul-is-none', ' = 1\x000x5;', 1),
  // The first 0x counts: `0x10x2` is 0x1 0 x 2, with four steps: 1, 0, x (all ones), 2.
  count('hex-two-marks', ' = 0x10x2;', 0xfffffff2),
  count('hex-mark-in-a-word', ' = see 0x;', 0xffffffff),
  // 8 bits
  type('1', ' = 1;', 1),
  type('2', ' = 2;', 2),
  type('0', ' = 0;', 0),
  type('3', ' = 3;', 3),
  type('258', ' = 258;', 2),
  type('514', ' = 514;', 2),
  type('minus-254', ' = -254;', 2),
  type('minus-1', ' = -1;', 255),
  type('256', ' = 256;', 0),
  type('4294967298', ' = 4294967298;', 2),
  type('20-nines', ` = ${'9'.repeat(20)};`, 255),
  type('word', ' = CO;', 0),
  type('empty', ' = ;', 0),
  type('white-space-first', '\t2;', 2),
  type('tabs-around-equals', '\t=\t2;', 0),
  type('hex-2', ' = 0x2;', 2),
  type('hex-02', ' = 0x02;', 2),
  type('hex-102', ' = 0x102;', 2),
  type('hex-trailing-blank', ' = 0x2 ;', 255),
  type('hex-blank-first', ' = 0x 2;', 0xf2),
  // Two digits behind the blank push its ones out of the eight bits.
  type('hex-three-behind-blank', ' = 0x 002;', 2),
  type('hex-carriage-return', ' = 0x2\r', 255),
  type('comment-without-semicolon', ' = 2 # 2 for CO, 1 for CU', 2),
];
