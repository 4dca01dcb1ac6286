/** What lint says of its lines. */

import { FIELD_KEYS } from '../../parser/fields.ts';
import { countNoun } from '../count-noun.ts';
import type { DiagnosticWords } from './diagnostic-words.ts';
import { quote, quoteWhole } from './quote.ts';

export const LINE_WORDS: DiagnosticWords<
  | 'long-line'
  | 'indented-field'
  | 'key-spelling'
  | 'key-prefix'
  | 'unknown-field'
  | 'stray-text'
  | 'second-field-on-line'
  | 'text-after-semicolon'
  | 'missing-equals'
  | 'missing-semicolon'
> = {
  'long-line': {
    summary: 'a line is longer than 511 bytes, its newline included',
    why: 'The device reads at most 511 bytes at a time, and looks at each such piece as if it were a line. Where a piece in the middle of a line happens to begin with a key, even in a comment, it is read as a field: that is an error. Else it is a warning, since the next edit of the line may bring that about.',
    message: (values) =>
      values.hidden === undefined
        ? `found a line of ${countNoun(values.bytes, 'byte')}: the device reads at most 511 at a time`
        : `found "${FIELD_KEYS[values.hidden]}" at byte ${values.byte} of a line: there the device reads it as a field`,
    hint: () => 'break the line before its 511th byte',
  },
  'indented-field': {
    summary: 'a field does not begin in the first column',
    why: 'The device compares a key with the first bytes of a line. A line with a blank or a tab before its key is skipped without a word.',
    message: ({ key }) => `found ${quoteWhole(key)} indented: the device skips this line`,
    hint: () => 'begin the line with the key',
  },
  'key-spelling': {
    summary: 'a key is written in other letters, with other blanks, or in quotes',
    why: 'Keys must be written as documented, to the letter: the device skips `approver name`, `Approver  Name` and `"Approver Name"` without a word.',
    message: ({ field, key }) =>
      `found the key ${quote(key)}, expected "${FIELD_KEYS[field]}": the device skips this line`,
    hint: ({ field }) => `write it as "${FIELD_KEYS[field]}"`,
  },
  'key-prefix': {
    summary:
      'a line begins with a key but goes on as another word, and the device reads it all the same',
    why: 'The device compares only as many letters as the key has. `Approver Names = bob;` is an `Approver Name` to it, and the value is `s = bob`.',
    message: ({ field, value }) =>
      `found a line that the device reads as "${FIELD_KEYS[field]}", with the value ${quote(value)}`,
    hint: ({ field }) => `write the key as "${FIELD_KEYS[field]}", or begin the line with "#"`,
  },
  'unknown-field': {
    summary: 'a key is none of the six',
    why: 'The device skips such a line without a word. Where the key looks like a misspelt one this is an error, since the field that was meant is then missing; else it is a warning.',
    message: ({ key }) => `found the unknown key ${quote(key)}: the device skips this line`,
    hint: ({ similar }) =>
      similar === undefined
        ? 'begin the line with "#" to keep it as a comment'
        : `did you mean "${FIELD_KEYS[similar]}"?`,
  },
  'stray-text': {
    summary: 'a line is neither a field, nor a comment, nor blank',
    why: 'The device skips such a line without a word. If it was meant as a comment, begin it with `#`; if as a field, give it a key.',
    message: () => 'found a line that is neither "KEY = VALUE;" nor a comment; it is skipped',
    hint: () => 'begin the line with "#" to keep it as a comment',
  },
  'second-field-on-line': {
    summary: 'a line holds a second field',
    why: 'The device reads one field of a line and does not look at what follows its `;`. The second one is lost.',
    message: ({ field }) =>
      `found "${FIELD_KEYS[field]}" behind another field: the device does not see it`,
    hint: () => 'give each field a line of its own',
  },
  'text-after-semicolon': {
    summary: 'something other than a comment follows a `;`',
    why: 'A value ends at the first `;` of its line. The device does not look at the rest: a second value, or the part of a path behind a `;`, is lost.',
    message: () => 'found text behind the ";" that is no comment: the device does not look at it',
    hint: () => 'begin it with "#" if it is a comment; a value cannot hold ";"',
  },
  'missing-equals': {
    summary: 'there is no `=` between key and value',
    why: 'The device takes what follows the key for the value all the same. People, and other tools, may not.',
    message: ({ key }) => `found no "=" after ${quoteWhole(key)}`,
    hint: () => 'write the line as KEY = VALUE;',
  },
  'missing-semicolon': {
    summary: 'a value has no `;` at its end',
    why: 'Then the value goes on to the end of the line: for the device a comment on that line, blanks at its end, and the carriage return of a Windows line end are part of it. Where the file itself ends there, the device reads beyond its own memory, and what it makes of the value is undefined.',
    message: ({ key }) => `found no ";" at the end of the value of ${quoteWhole(key)}`,
    hint: () => 'end the value with ";": without it, the rest of the line is read as part of it',
  },
};
