/** What lint says of its values. */

import { FIELD_KEYS, isPathField } from '../../parser/fields.ts';
import { countNoun } from '../count-noun.ts';
import type { DiagnosticWords } from './diagnostic-words.ts';
import { quote, quoteWhole } from './quote.ts';

const SPACES = { tab: 'a tab', other: 'white space other than blanks' } as const;

export const VALUE_WORDS: DiagnosticWords<
  | 'unended-value'
  | 'tab-before-value'
  | 'leading-equals'
  | 'blank-before-semicolon'
  | 'hash-in-value'
  | 'quoted-value'
  | 'number-format'
  | 'user-type'
  | 'long-value'
  | 'user-name'
  | 'unexpanded-path'
  | 'empty-value'
> = {
  'unended-value': {
    summary:
      'a value has neither `;` nor newline where the device looks for them: the reading is undefined',
    why: 'The device reads at most 511 bytes at a time. If they hold neither `;` nor newline, because the line is longer, or because the file ends without a newline, its search runs on into memory that holds something else.',
    message: ({ key, atEnd }) =>
      atEnd
        ? `found the end of the file before a ";" or newline ends the value of ${quoteWhole(key)}: what the device reads is undefined`
        : `found neither ";" nor newline in the first 511 bytes of ${quoteWhole(key)}: what the device reads is undefined`,
    hint: () => 'end the value with ";", and the line with a newline',
  },
  'tab-before-value': {
    summary: 'a tab before or behind the `=` becomes part of the value',
    why: 'Between key and value the device skips blanks, `:` and `=`, but no tabs. `Number of Approvals\\t=\\t2;` has the value `\\t=\\t2`, which is read as 0: the file is taken with no approvals at all, and without a word.',
    message: ({ key, space }) =>
      `found ${SPACES[space]} between ${quoteWhole(key)} and its value: the device takes it for part of the value`,
    hint: () => 'use blanks',
  },
  'leading-equals': {
    summary: 'a value begins with `=` or `:`, which the device skips',
    why: 'Between key and value the device skips any number of blanks, `:` and `=`, so that a value’s own are lost.',
    message: ({ skipped, value }) =>
      `found a value that begins with "${skipped}": the device reads it as ${quote(value)}`,
    hint: ({ field }) =>
      isPathField(field) ? 'if the path really begins so, write "./" before it' : 'take it out',
  },
  'blank-before-semicolon': {
    summary: 'blanks before the `;` become part of the value',
    why: 'The device keeps every byte up to the `;`. `officer1 ` is another user than `officer1`, and `0x2 ` is read as 4294967295. A decimal number does not mind.',
    message: ({ value }) =>
      `found blanks between ${quote(value)} and ";": they are part of the value`,
    hint: () => 'put the ";" directly behind the value',
  },
  'hash-in-value': {
    summary: 'a value has a `#` in it, which begins no comment there',
    why: 'Within a line nothing but the first `;` ends a value. In `Approver Name = bob # the second;` the name is `bob # the second`.',
    message: ({ value }) =>
      `found "#" within the value ${quote(value)}: no comment begins before the ";"`,
    hint: () => 'put the comment behind the ";"',
  },
  'quoted-value': {
    summary: 'a value is in quotes, which the device keeps',
    why: 'Values need no quotes, blanks or not. The device takes quotes for part of the name or path, and a number in quotes for 0. Of a path this is a warning: a file name may have quotes in it.',
    message: ({ value }) => `found quotes around ${quote(value)}: the device keeps them`,
    hint: () => 'write the value without quotes',
  },
  'number-format': {
    summary: 'a number is not written in plain digits',
    why: 'The device reads numbers with C’s `atoi`, or, where `0x` stands anywhere in them, digit by digit, without a check: `two` is 0, `-1` is 4294967295, `4294967298` is 2, `0x2x` is 4294967295, and of an approver’s type only the lowest eight bits count, so that 258 is 2. Where it reads something else than is written, that is an error; where something follows the digits, a warning.',
    message: ({ value, read }) =>
      `found ${quote(value)}, expected plain digits: the device reads it as ${read}`,
    hint: ({ read, problem }) =>
      problem === 'misread' ? 'write the number in decimal digits' : `write ${read}`,
  },
  'user-type': {
    summary: 'an approver’s type is neither 1 nor 2',
    why: '1 is a crypto user (CU), 2 is a crypto officer (CO). The device refuses the file with `Invalid User Type` at the first approver of another type.',
    message: ({ value }) => `found the approver type ${quote(value)}, expected 1 (CU) or 2 (CO)`,
    hint: ({ meant }) => (meant === undefined ? 'write 1 for a CU, 2 for a CO' : `write ${meant}`),
  },
  'long-value': {
    summary: 'a name is longer than 31 bytes, or a path longer than 255',
    why: 'The device says `Field … has incompatible value of size …`, does not count the field, and reads on: the next field of that kind, perhaps another approver’s, takes its place.',
    message: ({ field, bytes, most }) =>
      `found a value of ${countNoun(bytes, 'byte')} for "${FIELD_KEYS[field]}", expected at most ${most}`,
    hint: ({ field }) =>
      field === 'name' ? 'user names have at most 31 characters' : 'use a shorter path',
  },
  'user-name': {
    summary: 'a name has characters that no user name has',
    why: 'Names of HSM users are made of letters, digits and `_`. The HSM will not know an approver of another name.',
    message: ({ value }) =>
      `found the approver name ${quote(value)}, expected letters, digits and "_"`,
    hint: () => 'write the name as listUsers shows it',
  },
  'unexpanded-path': {
    summary: 'a path has `~` or `$` in it, as a shell would expand them',
    why: 'The device is no shell: it looks for a folder that is called `~` or `$HOME`.',
    message: ({ value }) => `found ${quote(value)}: the device expands neither "~" nor "$"`,
    hint: () => 'write the path out',
  },
  'empty-value': {
    summary: 'a field that needs a value has none',
    why: 'Only `Token File Path` may be empty. An empty path makes the device say `failed to open`, and an approver without a name is none that the HSM knows.',
    message: ({ field }) => `found no value for "${FIELD_KEYS[field]}"`,
    hint: ({ field }) =>
      field === 'name' ? 'write the name of the approver' : 'write the path of the file',
  },
};
