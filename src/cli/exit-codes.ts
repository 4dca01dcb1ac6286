import type { FailureKind } from '../failure.ts';

/** What each exit code means. The table in docs/cli.md is made from this one. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'done; the answer is yes' },
  negative: {
    code: 1,
    meaning:
      'a negative answer: lint found errors, a signature is wrong, the quorum is not reached, the HSM refused',
  },
  usage: { code: 2, meaning: 'the command line makes no sense' },
  file: {
    code: 3,
    meaning:
      'a file or a standard stream cannot be read or written, is over the limit, or is malformed where its content is needed',
  },
  key: { code: 4, meaning: 'a key cannot be used, or its pass phrase is missing or wrong' },
  state: { code: 5, meaning: 'the emulator state is missing, damaged, or not a cluster' },
  bug: { code: 70, meaning: 'a bug in mofn' },
} as const;

/** The exit code of a failure of this kind. */
export function exitCodeOf(kind: FailureKind): number {
  return EXIT_CODES[kind].code;
}
