import type { CliCommand } from '../command.ts';
import { generatePairCommand } from '../keys/generate-pair-command.ts';

export const KEY_GENERATE_ASYMMETRIC_PAIR_RSA: CliCommand = generatePairCommand(
  {
    type: 'rsa',
    about: 'Generate a pair of RSA keys',
    options: [
      {
        name: 'modulus-size-bits',
        value: 'MODULUS_SIZE_BITS',
        describe: 'Length of the modulus, in bits',
        required: true,
        number: true,
      },
      {
        name: 'public-exponent',
        value: 'PUBLIC_EXPONENT',
        describe: 'The public exponent, as 65537',
        required: true,
        number: true,
      },
    ],
  },
  (values) => ({
    type: 'rsa',
    bits: values.number('modulus-size-bits') ?? 0,
    exponent: values.number('public-exponent') ?? 0,
  }),
);
