import type { OptionDefinition, PositionalDefinition } from '../../command.ts';

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
  required: true,
} as const satisfies PositionalDefinition;

export const FILES_POSITIONAL = {
  name: 'files',
  describe: 'approval files; - is standard input',
  required: true,
  variadic: true,
} as const satisfies PositionalDefinition;
