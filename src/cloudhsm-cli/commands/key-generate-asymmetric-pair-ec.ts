import { CURVES } from '../../hsm/keys.ts';
import { type CliCommand, refuse } from '../command.ts';
import { generatePairCommand } from '../keys/generate-pair-command.ts';

/** The guide has it beside the others. */
const NOT_OFFERED = 'ed25519';

export const KEY_GENERATE_ASYMMETRIC_PAIR_EC: CliCommand = generatePairCommand(
  {
    type: 'ec',
    about: 'Generate a pair of keys on an elliptic curve',
    options: [
      {
        name: 'curve',
        value: 'CURVE',
        describe: 'The curve',
        required: true,
        choices: [...CURVES, NOT_OFFERED],
      },
    ],
  },
  (values, shell) => {
    const named = values.text('curve');
    const curve = CURVES.find((known) => known === named);
    if (curve !== undefined) return { type: 'ec', curve };
    refuse(shell, { code: 'tool-not-offered', what: `${shell.command} --curve ${named}` });
  },
);
