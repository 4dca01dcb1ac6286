import type { OptionDefinition, PositionalDefinition, Refusal } from '../../command.ts';

/** Options and positionals that the approval commands share. */
export const MAX_SIZE_OPTION = {
  'max-size': {
    type: 'number',
    describe: 'largest approval file, in bytes',
    default: 1_048_576,
  },
} as const satisfies Record<string, OptionDefinition>;

export const WRITE_OPTION = {
  write: { type: 'boolean', describe: 'replace the file instead of printing the result' },
} as const satisfies Record<string, OptionDefinition>;

export const FILE_POSITIONAL = {
  name: 'file',
  describe: 'the approval file; - is standard input',
  completes: 'approval file',
  required: true,
} as const satisfies PositionalDefinition;

export const FILES_POSITIONAL = {
  name: 'files',
  describe: 'approval files; - is standard input',
  completes: 'approval file',
  required: true,
  variadic: true,
} as const satisfies PositionalDefinition;

/** Approvers are words of the line, or options: both are taken, the words first. */
export const APPROVERS_POSITIONAL = {
  name: 'approvers',
  describe: 'approvers and the files of their signatures, as [co:|cu:]NAME=SIGFILE',
  completes: 'NAME=SIGNATURE',
  variadic: true,
} as const satisfies PositionalDefinition;

export const APPROVER_OPTION = {
  approver: {
    describe: 'the same as an option',
    completes: 'NAME=SIGNATURE',
    array: true,
    alias: 'a',
  },
} as const satisfies Record<string, OptionDefinition>;

/** Of commands with `--write`. */
export function refuseToReplaceStdin(files: 'file' | 'files'): Refusal {
  return {
    given: ['write'],
    stdin: [files],
    message: 'standard input cannot be replaced',
    hint: 'leave out --write to have the result printed',
  };
}
