import type { OptionDefinition, Refusal } from '../../command.ts';

/** The key that signs, of the commands that sign. */
export const SIGNER_OPTIONS = {
  key: { describe: 'private key file', completes: 'private key', alias: 'k' },
  signer: {
    describe: 'a key elsewhere: ssh-agent[:FINGERPRINT] or a pkcs11: URI',
    completes: 'signer',
  },
  passin: {
    describe: 'pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin',
    completes: 'pass phrase',
  },
} as const satisfies Record<string, OptionDefinition>;

/** Exactly one of {@link SIGNER_OPTIONS}' keys. */
export const ONE_SIGNER: readonly Refusal[] = [
  {
    missing: ['key', 'signer'],
    message: 'name one key, with --key or --signer; found none',
    hint: '--key names the file of a private key; --signer ssh-agent, or a pkcs11: URI, one elsewhere',
  },
  {
    given: ['key', 'signer'],
    message: 'name one key, with --key or --signer; found both',
  },
];

/** Of commands that write a private key. */
export const ONE_NEW_PASSPHRASE: Refusal = {
  given: ['passout', 'no-passphrase'],
  message: 'give --passout or --no-passphrase, not both',
};
