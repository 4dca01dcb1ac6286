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
  state: {
    code: 5,
    meaning:
      'the emulator state is missing, damaged, not a cluster, cannot be read or written, or is there already where a new cluster was to be made',
  },
  bug: { code: 70, meaning: 'a bug in mofn' },
  notExecutable: { code: 126, meaning: '`mofn hsm run`: its program is there and cannot be run' },
  notFound: { code: 127, meaning: '`mofn hsm run`: there is no such program' },
  interrupted: {
    code: 130,
    meaning:
      'ended by Ctrl-C, also at a question for a pass phrase; of other signals, 128 and the number',
  },
} as const;

/** A kind of failure, and what else has an exit code of its own. */
export type ExitKind = FailureKind | 'notExecutable' | 'notFound' | 'interrupted';

/** The exit code of a failure of this kind. */
export function exitCodeOf(kind: ExitKind): number {
  return EXIT_CODES[kind].code;
}
