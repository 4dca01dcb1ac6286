import type { EnvelopeFailures, EnvelopeMemberProblem } from '../../failure-codes/envelope.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { describeJsonProblem } from '../json-problem.ts';
import type { FailureWords } from './failure-words.ts';

const MEMBER_PROBLEMS: Readonly<Record<EnvelopeMemberProblem, string>> = {
  missing: 'is missing',
  text: 'is no text in double quotes',
  list: 'is no list',
  object: 'is no object in braces',
  empty: 'is empty',
  'too-long': 'is longer than any that is made',
  'not-unicode': 'has half of a character',
  base64: 'is not the base64 of anything, or not the only one',
};

const TAKE_IT_AS_IT_CAME = 'take the file as it was sent to you; signatures are added by mofn sign';

export const ENVELOPE_FAILURE_WORDS: FailureWords<EnvelopeFailures> = {
  'envelope-json': {
    message: ({ problem }) => `it is no sound JSON: ${describeJsonProblem(problem)}`,
    hint: () => TAKE_IT_AS_IT_CAME,
  },
  'envelope-kind': {
    message: () => 'it is JSON, and no envelope: found no payload, payloadType or signatures',
    hint: () => 'requests are made by mofn request new',
  },
  'envelope-member': {
    message: ({ member, problem }) => `"${member}" of the envelope ${MEMBER_PROBLEMS[problem]}`,
    hint: () => TAKE_IT_AS_IT_CAME,
  },
  'envelope-signatures': {
    message: ({ signatures, most }) =>
      `found ${countNoun(signatures, 'signature')}, expected ${most} at most`,
    hint: () => 'one of each officer is enough',
  },
  'envelope-combine-nothing': { message: () => 'there is nothing to combine' },
  'envelope-payloads-differ': {
    message: ({ envelope }) => `number ${envelope} is around something else than the first one`,
    hint: () =>
      'only signatures of the same bytes can stand in one file; mofn request show tells them apart',
  },
  'envelope-members-differ': {
    message: ({ envelope, member }) =>
      `"${escapeUnsafe(member)}" is not the same in number ${envelope} as in the first one`,
    hint: () => 'nobody signed it: leave it out of all of them',
  },
};
