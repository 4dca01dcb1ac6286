/** What lint says of what its fields say together. */

import { FIELD_KEYS, type HeaderFieldName, isHeaderField } from '../../parser/fields.ts';
import { countNoun } from '../count-noun.ts';
import { describeDeviceError } from '../device.ts';
import type { DiagnosticWords } from './diagnostic-words.ts';
import { quote, quoteWhole } from './quote.ts';

const HEADER_HINTS: Readonly<Record<HeaderFieldName, string>> = {
  multiTokenFilePath: 'add it, with the path of the file that the officers signed',
  tokenFilePath: 'add "Token File Path = ;": the line is needed even where it is empty',
  numberOfApprovals: 'add it, with the number of approvers',
};

export const FIELD_WORDS: DiagnosticWords<
  | 'missing-field'
  | 'duplicate-field'
  | 'approver-in-header'
  | 'count-mismatch'
  | 'no-approvals'
  | 'too-many-approvals'
  | 'repeated-approver'
  | 'readings-differ'
> = {
  'missing-field': {
    summary: 'a line of the header or of an approver is missing',
    why: 'The device reads on until it has three fields. Where the header has but two, it reads to the end of the file, and then says `Could only read 0/2 approvers info`: so the `Token File Path` line is needed even where it is empty. Where an approver lacks a field, the first field of the next one takes its place.',
    message: ({ field }) =>
      isHeaderField(field)
        ? `found no "${FIELD_KEYS[field]}" line`
        : `found an approver without "${FIELD_KEYS[field]}"`,
    hint: ({ field }) =>
      isHeaderField(field) ? HEADER_HINTS[field] : 'give each approver a type, a name and a file',
  },
  'duplicate-field': {
    summary: 'a field stands twice in the header, or in one approver',
    why: 'The device only counts to three: a field that stands twice uses up the place of one that comes later. If that is `Number of Approvals`, the file is taken with no approvals at all, and without a word. A line that says the same as the one before it can be taken out without guessing.',
    message: ({ field }) =>
      `found "${FIELD_KEYS[field]}" a second time: it uses up the place of another field`,
    hint: () => 'keep one of the two lines',
  },
  'approver-in-header': {
    summary: 'a line of the header comes behind an approver',
    why: 'Until it has counted three fields of the header, the device skips the lines of approvers for good.',
    message: ({ key }) =>
      `found ${quoteWhole(key)} behind an approver: up to this line, the device skips the lines of approvers`,
    hint: () => 'move this line before the first approver',
  },
  'count-mismatch': {
    summary: '`Number of Approvals` is not the number of approvers',
    why: 'If it is lower, the approvers beyond it are never read. If it is higher, the device reads to the end of the file and says `Could only read …/… approvers info`.',
    message: ({ approvers, count }) =>
      `found ${countNoun(approvers, 'approver')}, but "Number of Approvals" is ${count}: ` +
      (count < approvers
        ? 'the device never reads the others'
        : 'the device reads to the end of the file, and fails'),
    hint: ({ approvers, count }) =>
      `write ${approvers}, or check whether an approver is ${count < approvers ? 'superfluous' : 'missing'}`,
  },
  'no-approvals': {
    summary: 'the device takes the file with no approvals at all, and without a word',
    why: 'A count that is 0, or is read as 0, or that the device never came to because another line used up its place, is no error to it: `approveToken` prints success, and the token has no approvals.',
    message: () => 'found a file that the device takes without a word, with no approvals at all',
    hint: () => 'see that the device reads "Number of Approvals" as the number of approvers',
  },
  'too-many-approvals': {
    summary: 'there are more than 20 approvals',
    why: 'The device refuses such a file with `number of approvals in the file is more than 20`. M is never above 20, so that no more are needed.',
    message: ({ count, most }) => `found ${countNoun(count, 'approval')}, expected at most ${most}`,
    hint: () => 'leave out approvers that are not needed',
  },
  'repeated-approver': {
    summary: 'the same approver stands in the file twice',
    why: 'Each officer counts once, whatever the letter case of the name. A file that names one twice is refused.',
    message: ({ name }) => `found the approver ${quote(name)} a second time`,
    hint: () => 'keep one of the two',
  },
  'readings-differ': {
    summary:
      'the device reads the file otherwise than it is written, for a reason that no other rule names',
    why: 'Every other rule names one way in which the two readings come apart. This one compares them as a whole, and speaks where the others found neither error nor warning.',
    message: ({ error }) =>
      error === null
        ? 'found a file that the device reads otherwise than it is written'
        : `found a file of which the device says: ${describeDeviceError(error).replace('\n', ' / ')}`,
    hint: () =>
      'compare what is written with what the device reads: approval show has both, --as written and --as device',
  },
};
