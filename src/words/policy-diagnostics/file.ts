/** What lint says of a policy as TOML. */
import type { PolicyDiagnosticValues } from '../../failure-codes/policy-diagnostic.ts';
import type { TomlDiagnosticValues } from '../../failure-codes/toml-diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { tomlWords } from '../toml-diagnostics/index.ts';

export const FILE_WORDS: WordsOf<
  Pick<PolicyDiagnosticValues, keyof TomlDiagnosticValues | 'policy-version' | 'valid-time'>
> = {
  ...tomlWords({
    noun: 'policy',
    plural: 'policies',
    missing: 'Nothing is assumed where who may approve depends on it.',
    misspelt: 'A rule that is misspelt would be no rule: so a key that nobody reads is an error.',
    longText:
      'A public key has some hundred characters. Most often the quotes at its end are missing.',
    docs: 'docs/policy.md has all keys, with an example',
  }),
  'policy-version': {
    summary: 'the policy is written in a form that this program does not know',
    why: 'What it does not know it could only misread.',
    message: ({ found, expected }) => `found version ${found}, expected ${expected}`,
    hint: () => 'a newer mofn may know it',
  },
  'valid-time': {
    summary: 'a time ends before it begins',
    why: '`from` is its first moment, and `until` the first moment after it. A date is its midnight in UTC.',
    message: ({ path }) => `${escapeUnsafe(path)} is not after from`,
    hint: () => 'give the day after the last one as until',
  },
};
