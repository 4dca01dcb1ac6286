import type { NewPair } from '../../hsm/key-protocol.ts';
import { cloneKeys, makeKeys } from '../clone-key.ts';
import type { CliCommand } from '../command.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import type { OptionValues } from '../option-values.ts';
import { answerKey } from './answer-key.ts';
import {
  attributesOption,
  labelOption,
  quorumOptions,
  SESSION,
  SHARE_CRYPTO_USERS,
} from './key-options.ts';
import { readNewKey, readSharing } from './new-key.ts';

/** What one kind of pair takes beside what all take. */
export interface PairKind {
  readonly type: string;
  readonly about: string;
  /** Stand behind `--session` in the guide's help. */
  readonly options: readonly OptionSpec[];
}

/** The options of `key generate-asymmetric-pair …`. */
export function pairOptions(own: readonly OptionSpec[]): readonly OptionSpec[] {
  return [
    labelOption('public-label', 'PUBLIC_LABEL', 'Label of the public key'),
    labelOption('private-label', 'PRIVATE_LABEL', 'Label of the private key'),
    SESSION,
    ...own,
    attributesOption('public-attributes', 'PUBLIC_KEY_ATTRIBUTES'),
    attributesOption('private-attributes', 'PRIVATE_KEY_ATTRIBUTES'),
    SHARE_CRYPTO_USERS,
    ...quorumOptions('private-key'),
  ];
}

/** @param read what pair the options mean; may end the command */
export function generatePairCommand(
  { type, about, options }: PairKind,
  read: (values: OptionValues, shell: Parameters<CliCommand['run']>[1]) => NewPair,
): CliCommand {
  return {
    path: ['key', 'generate-asymmetric-pair', type],
    spec: { about, options: pairOptions(options) },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const pair = read(values, shell);
      const half = (which: 'public' | 'private') =>
        readNewKey({ label: `${which}-label`, attributes: `${which}-attributes` }, values, shell);
      const publicKey = half('public');
      const privateKey = { ...half('private'), ...readSharing('private-key', values, shell) };
      const { origin, reply } = await makeKeys(
        shell,
        (server) =>
          ({
            op: 'generateKeyPair',
            session: shell.sessions.idOn(server),
            pair,
            publicKey,
            privateKey,
          }) as const,
      );
      await cloneKeys(shell, origin, [reply.publicHandle, reply.privateHandle]);
      return {
        public_key: await answerKey(reply.publicHandle, '', shell),
        private_key: await answerKey(reply.privateHandle, '', shell),
      };
    },
  };
}
