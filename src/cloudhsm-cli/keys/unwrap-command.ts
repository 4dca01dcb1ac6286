/**
 * The commands that put wrapped keys into the cluster: they differ in the mechanism alone.
 */
import type { KeyClass, KeyType } from '../../hsm/keys.ts';
import { cloneKeys } from '../clone-key.ts';
import { type CliCommand, refuse } from '../command.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import { APPROVAL } from '../options.ts';
import { readApproval } from '../read-files.ts';
import { answerKey } from './answer-key.ts';
import {
  attributesOption,
  DATA_GROUP,
  dataOptions,
  FILTER,
  LABEL,
  quorumOptions,
  SESSION,
  SHARE_CRYPTO_USERS,
} from './key-options.ts';
import { readHex, whyNot } from './key-words.ts';
import { readNewKey, readSharing } from './new-key.ts';
import { readData } from './read-data.ts';
import { selectUsableKey } from './select-keys.ts';
import { useKeys } from './use-keys.ts';
import {
  readBytes,
  readWrapMechanism,
  type WrapMechanismName,
  wrapOptionsOf,
} from './wrap-mechanisms.ts';

/** What a key is that is unwrapped; DES keys there are none. */
const KINDS: ReadonlyMap<string, { readonly type: KeyType; readonly class: KeyClass }> = new Map([
  ['aes', { type: 'aes', class: 'secret-key' }],
  ['ec-private', { type: 'ec', class: 'private-key' }],
  ['generic-secret', { type: 'generic-secret', class: 'secret-key' }],
  ['rsa-private', { type: 'rsa', class: 'private-key' }],
]);

export const KEY_TYPE_CLASS: OptionSpec = {
  name: 'key-type-class',
  value: 'KEY_TYPE_CLASS',
  describe: 'Type and class of the wrapped key',
  required: true,
  choices: ['aes', 'des3', 'ec-private', 'generic-secret', 'rsa-private'],
};

export const UNWRAP_OPTIONS: readonly OptionSpec[] = [
  FILTER,
  ...dataOptions('the wrapped key'),
  attributesOption('attributes', 'UNWRAPPED_KEY_ATTRIBUTES'),
  SHARE_CRYPTO_USERS,
  ...quorumOptions('key'),
];

/** `key unwrap …` */
export function unwrapCommand(mechanism: WrapMechanismName): CliCommand {
  const iv: OptionSpec = {
    name: 'iv',
    value: 'IV',
    describe: 'The initialization vector that wrapping answered, in hex with 0x',
    required: true,
    check: whyNot(readHex),
  };
  return {
    path: ['key', 'unwrap', mechanism],
    spec: {
      about: `Put a key into the cluster that is wrapped with ${mechanism.toUpperCase()}`,
      options: [
        ...UNWRAP_OPTIONS,
        ...wrapOptionsOf(mechanism),
        KEY_TYPE_CLASS,
        LABEL,
        SESSION,
        ...(mechanism === 'aes-gcm' ? [iv] : []),
        APPROVAL,
      ],
      oneOf: [DATA_GROUP],
    },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const kind = KINDS.get(values.text('key-type-class'));
      if (kind === undefined) {
        const what = `${shell.command} --key-type-class ${values.text('key-type-class')}`;
        refuse(shell, { code: 'tool-not-offered', what });
      }
      const wrapped = await readData('data', values, shell);
      const newKey = readNewKey({ label: 'label', attributes: 'attributes' }, values, shell);
      const key = { ...newKey, ...readSharing('key', values, shell) };
      const { approval } = await readApproval(values.find('approval'), shell);
      const wrapping = await selectUsableKey('filter', values, shell);
      const { server: origin, reply } = await useKeys(
        shell,
        [wrapping],
        [{ handle: wrapping.handle, service: 'manageKey', approval }],
        (server) =>
          ({
            op: 'unwrapKey',
            session: shell.sessions.idOn(server),
            wrapping: wrapping.handle,
            mechanism: readWrapMechanism(mechanism, values),
            ...(values.has('iv') ? { iv: readBytes('iv', values) } : {}),
            wrapped,
            ...kind,
            key,
            ...(approval === undefined ? {} : { approval }),
          }) as const,
      );
      await cloneKeys(shell, origin, [reply.handle]);
      return { key: await answerKey(reply.handle, '0x', shell) };
    },
  };
}
