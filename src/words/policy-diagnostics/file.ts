/** What lint says of a policy as TOML. */
import type { PolicyDiagnosticValues } from '../../failure-codes/policy-diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { didYouMean, FORMS, KINDS, quote, TOML_EXPECTED } from './parts.ts';

const SEE_DOCS = 'docs/policy.md has all keys, with an example';

export const FILE_WORDS: WordsOf<
  Pick<
    PolicyDiagnosticValues,
    | 'policy-size'
    | 'policy-encoding'
    | 'policy-depth'
    | 'policy-text-size'
    | 'toml-syntax'
    | 'policy-version'
    | 'unknown-key'
    | 'missing-key'
    | 'value-type'
    | 'value-form'
    | 'too-many'
    | 'repeated-value'
    | 'valid-time'
  >
> = {
  'policy-size': {
    summary: 'the file is larger than any policy',
    why: 'It is not read, so that no file can hold anybody up.',
    message: ({ bytes, most }) => `found ${countNoun(bytes, 'byte')}, expected ${most} at most`,
    hint: () => 'name the policy',
  },
  'policy-encoding': {
    summary: 'the file is no UTF-8',
    why: 'TOML is UTF-8 and nothing else. Save the file as that.',
    message: () => 'found bytes that are no UTF-8',
    hint: () => 'save the file as UTF-8',
  },
  'policy-depth': {
    summary: 'lists and tables are deeper in one another than a policy needs',
    why: 'A policy has four levels. What goes much deeper is not read.',
    message: ({ most }) => `found more than ${countNoun(most, 'level')} of lists, tables and dots`,
    hint: () => SEE_DOCS,
  },
  'policy-text-size': {
    summary: 'a text is longer than any that a policy needs',
    why: 'A public key has some hundred characters. Most often the quotes at its end are missing.',
    message: ({ most }) => `found a text of more than ${countNoun(most, 'character')}`,
    hint: () => 'see whether it has its closing quotes',
  },
  'toml-syntax': {
    summary: 'the file is no TOML from here on',
    why: 'What is behind this place cannot be told before it is mended. TOML refuses a key that is there twice, too.',
    message: ({ problem }) => TOML_EXPECTED[problem],
    hint: ({ problem }) =>
      problem === 'duplicate-key'
        ? 'write each key and each table once'
        : 'mend this place and lint again: https://toml.io has the rules',
  },
  'policy-version': {
    summary: 'the policy is written in a form that this program does not know',
    why: 'What it does not know it could only misread.',
    message: ({ found, expected }) => `found version ${found}, expected ${expected}`,
    hint: () => 'a newer mofn may know it',
  },
  'unknown-key': {
    summary: 'a key is none that policies have',
    why: 'A rule that is misspelt would be no rule: so a key that nobody reads is an error.',
    message: ({ path }) => `found ${quote(path)}, which no policy has`,
    hint: ({ nearest }) => didYouMean(nearest, SEE_DOCS),
  },
  'missing-key': {
    summary: 'a key is missing that every policy has',
    why: 'Nothing is assumed where who may approve depends on it.',
    message: ({ path }) => `found no ${escapeUnsafe(path)}`,
    hint: () => SEE_DOCS,
  },
  'value-type': {
    summary: 'a value is of another type than it should be',
    why: 'TOML tells texts, numbers, dates and lists apart, and so does a policy.',
    message: ({ path, found, expected }) =>
      `${escapeUnsafe(path)} is ${KINDS[found]}, expected ${KINDS[expected]}`,
    hint: ({ found, expected }) =>
      found === 'local-time' && expected === 'date'
        ? 'write it with its offset, as 2026-01-01T09:00:00Z, or the date alone'
        : SEE_DOCS,
  },
  'value-form': {
    summary: 'a value does not look as it should',
    why: 'It is of the right type, and yet no name, number, digest, age or service that can be taken.',
    message: ({ path, found, expected }) =>
      `${escapeUnsafe(path)} is ${quote(found)}, expected ${FORMS[expected]}`,
    hint: ({ nearest }) => didYouMean(nearest, SEE_DOCS),
  },
  'too-many': {
    summary: 'there is more of a kind than a policy may have',
    why: 'No file shall hold anybody up.',
    message: ({ path, most }) => `${escapeUnsafe(path)} has more than ${most}`,
    hint: () => 'split the policy',
  },
  'repeated-value': {
    summary: 'a value is there twice',
    why: 'It would count once; most often another was meant.',
    message: ({ path, value }) => `${escapeUnsafe(path)}: ${quote(value)} is there already`,
    hint: () => 'leave one of them out',
  },
  'valid-time': {
    summary: 'a time ends before it begins',
    why: '`from` is its first moment, and `until` the first moment after it. A date is its midnight in UTC.',
    message: ({ path }) => `${escapeUnsafe(path)} is not after from`,
    hint: () => 'give the day after the last one as until',
  },
};
