/**
 * What the options of a command say of a new key.
 */
import type { NewKey } from '../../hsm/key-protocol.ts';
import type { KeyFlag, KeyQuorum } from '../../hsm/keys.ts';
import { refuse, type Shell } from '../command.ts';
import type { OptionValues } from '../option-values.ts';
import { readNewAttribute } from './key-words.ts';

/** Names of the options that say it. */
export interface NewKeyOptions {
  readonly label: string;
  readonly attributes: string;
}

/** A key by itself: label and attributes, and whether it is gone with the log-in. @throws CommandError */
export function readNewKey(names: NewKeyOptions, values: OptionValues, shell: Shell): NewKey {
  const said = values.list(names.attributes).flatMap((word) => {
    const reading = readNewAttribute(word);
    return 'value' in reading ? [reading.value] : [];
  });
  const flags = new Map<KeyFlag, boolean>();
  let id: string | undefined;
  for (const attribute of said) {
    const isOther =
      'id' in attribute
        ? id !== undefined && id !== attribute.id
        : (flags.get(attribute.flag) ?? attribute.value) !== attribute.value;
    if (isOther) refuse(shell, { code: 'value-malformed', option: names.attributes });
    if ('id' in attribute) id = attribute.id;
    else flags.set(attribute.flag, attribute.value);
  }
  const isToken = flags.get('token');
  if (isToken === true && values.has('session')) {
    refuse(shell, { code: 'value-malformed', option: names.attributes });
  }
  flags.delete('token');
  return {
    label: values.text(names.label),
    ...(id === undefined ? {} : { id }),
    ...(flags.size === 0 ? {} : { flags: Object.fromEntries(flags) }),
    ...(isToken === false || values.has('session') ? { isSession: true } : {}),
  };
}

/**
 * With whom a key is shared, and how many approve.
 *
 * @param key as the options call it
 * @throws CommandError where the edition takes no such values; whether the users can be so many, the HSMs say
 */
export function readSharing(
  key: 'key' | 'private-key',
  values: OptionValues,
  shell: Shell,
): Pick<NewKey, 'sharedWith' | 'quorum'> {
  const sharedWith = values.list('share-crypto-users');
  const quorum = readQuorum(
    values.number(`manage-${key}-quorum-value`),
    values.number(`use-${key}-quorum-value`),
    shell,
  );
  return {
    ...(sharedWith.length === 0 ? {} : { sharedWith }),
    ...(quorum === undefined ? {} : { quorum }),
  };
}

function readQuorum(
  manage: number | undefined,
  use: number | undefined,
  shell: Shell,
): KeyQuorum | undefined {
  if (manage === undefined && use === undefined) return undefined;
  const quorum = { manage: manage ?? 0, use: use ?? 0 };
  if (shell.edition.wantsKeyQuorumAbove1 && Math.min(quorum.manage, quorum.use) <= 1) {
    refuse(shell, { code: 'key-quorum-values' });
  }
  return quorum;
}
