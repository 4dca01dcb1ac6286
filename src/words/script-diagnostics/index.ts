/**
 * What people read of each diagnostic of a ceremony's script. Pure: a web page shows the same words as the command line.
 */
import type {
  ScriptDiagnostic,
  ScriptDiagnosticCode,
  ScriptDiagnosticValues,
  ScriptPolicyProblem,
} from '../../failure-codes/script-diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import type { DescribedDiagnostic } from '../diagnostics/index.ts';
import { systemWords } from '../system-errors.ts';
import { tomlWords } from '../toml-diagnostics/index.ts';
import { didYouMean, quote } from '../toml-diagnostics/parts.ts';

const SEE_DOCS = 'docs/ceremony.md has all keys, with an example';

/** Of each code: its words. */
export const SCRIPT_DIAGNOSTIC_WORDS: WordsOf<ScriptDiagnosticValues> = {
  ...tomlWords({
    noun: 'script',
    plural: 'scripts',
    missing: 'What nobody wrote down nobody can hold against what was done.',
    misspelt:
      'What is misspelt would be left out of the ceremony: so a key that nobody reads is an error.',
    longText: 'A step is read aloud. Most often the quotes at its end are missing.',
    docs: SEE_DOCS,
  }),
  'script-version': {
    summary: 'the script is written in a form that this program does not know',
    why: 'What it does not know it could only misread.',
    message: ({ found, expected }) => `found version ${found}, expected ${expected}`,
    hint: () => 'a newer mofn may know it',
  },
  'script-policy': {
    summary: 'the policy of the ceremony cannot be had',
    why: 'Participants without a name are the people of the policy. It is looked for from the script’s folder on.',
    message: ({ file, problem }) => `the policy ${quote(file)} ${describePolicyProblem(problem)}`,
    hint: ({ problem }) =>
      problem.code === 'not-sound'
        ? '"mofn policy lint" tells what is wrong in it'
        : 'a path starts at the script; or leave policy out, and name everybody',
  },
  'step-act': {
    summary: 'a step has nothing to be done, or two things',
    why: 'A step is a command that somebody runs (`run`), or something that people look at and say yes to (`confirm`).',
    message: ({ path, problem }) =>
      problem === 'none'
        ? `${escapeUnsafe(path)} has neither run nor confirm`
        : `${escapeUnsafe(path)} has both run and confirm`,
    hint: () => 'give run, or confirm; make two steps of it where both are needed',
  },
  'rehearse-alone': {
    summary: 'a step has something for the rehearsal, and no command',
    why: 'A rehearsal runs `rehearse` in the place of `run`. What is confirmed is confirmed in a rehearsal without anybody.',
    message: ({ path }) => `${escapeUnsafe(path)} has rehearse, and no run`,
    hint: () => 'leave rehearse out, or give run',
  },
  'unknown-participant': {
    summary: 'a step is done by somebody who does not take part',
    why: 'Whoever does something in a ceremony is listed in it.',
    message: ({ path, id }) => `${escapeUnsafe(path)} is ${quote(id)}, who is no participant`,
    hint: ({ nearest, id }) => didYouMean(nearest, `add [participants.${escapeUnsafe(id)}]`),
  },
  'unknown-person': {
    summary: 'the policy does not have a participant',
    why: 'Participants without a name are the people of the policy; witnesses and auditors who are in none are named here.',
    message: ({ id }) => `the policy has no ${quote(id)}, and the script gives no name`,
    hint: ({ nearest }) => didYouMean(nearest, 'give the participant a name'),
  },
  'named-person': {
    summary: 'a participant is named whom the policy names',
    why: 'Of two names nobody could tell which is right: that of the policy, which was agreed on, is.',
    message: ({ id, name }) => `the policy names ${quote(id)} already: ${quote(name)}`,
    hint: () => 'leave the name out',
  },
  'idle-participant': {
    summary: 'somebody takes part, and does nothing',
    why: 'An observer may. Most often a step was forgotten, or somebody in `who`.',
    message: ({ id }) => `${quote(id)} takes part in no step`,
    hint: () => 'name them in who of a step, where they should do something',
  },
  'password-in-script': {
    summary: 'there is a password in the script',
    why: 'Whoever has the script would have it too: the script is printed, recorded and handed to auditors. `ceremony run` holds no ceremony by such a script, and `evidence make` would make no evidence of it. A variable of a shell is no password, and `<password>`, `PASSWORD` or `***` is none.',
    message: ({ path }) => `${escapeUnsafe(path)} has a password in it`,
    hint: () =>
      'leave it out, so that it is asked for; or take it from a variable: "$CLOUDHSM_PIN"',
  },
  'password-in-rehearsal': {
    summary: 'there is a password in what a rehearsal runs',
    why: 'That of an emulated cluster opens nothing and may stand there; any other may not.',
    message: ({ path }) => `${escapeUnsafe(path)} has a password in it`,
    hint: () =>
      'see that it is the emulated cluster’s; or take it from a variable of [rehearsal.environment]',
  },
};

/**
 * Puts a diagnostic into words; safe to show.
 *
 * @example
 * describeScriptDiagnostic({ code: 'missing-key', values: { path: 'title' } }).message; // 'found no title'
 */
export function describeScriptDiagnostic({
  code,
  values,
}: Pick<ScriptDiagnostic, 'code' | 'values'>): DescribedDiagnostic {
  // The compiler does not see that the words found under a code are those for its values.
  const words = SCRIPT_DIAGNOSTIC_WORDS[
    code
  ] as WordsOf<ScriptDiagnosticValues>[ScriptDiagnosticCode] & {
    readonly message: (values: unknown) => string;
    readonly hint: (values: unknown) => string;
  };
  return { message: words.message(values), hint: words.hint(values) };
}

function describePolicyProblem(problem: ScriptPolicyProblem): string {
  switch (problem.code) {
    case 'unreadable':
      return `cannot be read: ${systemWords(problem.system)}`;
    case 'not-regular':
      return 'is no regular file';
    case 'too-large':
      return `has more than ${countNoun(problem.limit, 'byte')}`;
    case 'not-sound':
      return 'is not sound';
    case 'not-looked-at':
      return 'is not looked at';
  }
}
