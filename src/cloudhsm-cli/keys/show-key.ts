/**
 * Keys as the commands answer them (AWS CloudHSM user guide, "key list" and "key generate-asymmetric-pair").
 */
import type { KeyHandle, KeyUser, ListedKey } from '../../hsm/key-protocol.ts';
import { KEY_ATTRIBUTE_NAMES, type KeyAttributeName } from '../../hsm/keys.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import type { Shell } from '../command.ts';
import { askEach } from '../fan-out.ts';

/** One key, as one HSM or another has it. */
export type KeyCopies = readonly [ListedKey, ...ListedKey[]];

/** What stands for an id that is empty: the pages of generation have nothing, the newer ones the sign of hex. */
export type EmptyId = '' | '0x';

/**
 * Keys as each HSM has them, in the order that is asked for; those that no HSM has are left out.
 *
 * @throws CommandError where any HSM refuses
 */
export async function describeKeys(
  handles: readonly KeyHandle[],
  shell: Shell,
): Promise<readonly KeyCopies[]> {
  const answers = await askEach(
    shell,
    (server) => ({ op: 'getKeys', session: shell.sessions.idOn(server), handles }) as const,
  );
  return handles.flatMap((handle) => {
    const [first, ...others] = answers.flatMap(({ reply }) =>
      reply.keys.filter((key) => key.handle === handle),
    );
    return first === undefined ? [] : [[first, ...others] as const];
  });
}

/**
 * Everything of a key.
 *
 * @param hsms how many the cluster has
 */
export function showKey(copies: KeyCopies, hsms: number, emptyId: EmptyId): object {
  const [{ handle, attributes, quorum }] = copies;
  const users = (of: (key: ListedKey) => readonly KeyUser[]) =>
    showUsers(
      copies.map((copy) => of(copy).flatMap(({ name }) => name ?? [])),
      hsms,
    );
  return {
    'key-reference': formatKeyHandle(handle),
    'key-info': {
      'key-owners': users(({ owner }) => [owner]),
      'shared-users': users(({ sharedWith }) => sharedWith),
      'key-quorum-values': {
        'manage-key-quorum-value': quorum.manage,
        'use-key-quorum-value': quorum.use,
      },
      'cluster-coverage': coverage(
        copies.length === hsms && new Set(copies.map(inOneText)).size === 1,
      ),
    },
    attributes: Object.fromEntries(
      KEY_ATTRIBUTE_NAMES.flatMap((name) => {
        const value = attributes[name] ?? undefined;
        return value === undefined ? [] : [[name, showAttribute(name, value, emptyId)]];
      }),
    ),
  };
}

/** As `key list` shows a key that is not to be told of in full. */
export function showLabel([{ handle, attributes }]: KeyCopies): object {
  return {
    'key-reference': formatKeyHandle(handle),
    attributes: { label: attributes.label },
  };
}

const HEX: readonly KeyAttributeName[] = [
  'id',
  'check-value',
  'public-exponent',
  'modulus',
  'ec-point',
];

function showAttribute(
  name: KeyAttributeName,
  value: string | number | boolean,
  emptyId: EmptyId,
): unknown {
  if (name === 'id' && value === '') return emptyId;
  return HEX.includes(name) ? `0x${value}` : value;
}

/** @param names as each HSM has them */
function showUsers(names: readonly (readonly string[])[], hsms: number): readonly object[] {
  return [...new Set(names.flat())].map((username) => ({
    username,
    'key-coverage': coverage(names.filter((copy) => copy.includes(username)).length === hsms),
  }));
}

/** What two copies of a key have to have in common; ids of users may differ from HSM to HSM. */
function inOneText({ owner, sharedWith, quorum, attributes }: ListedKey): string {
  const sharers = sharedWith.map(({ name }) => name).sort();
  return JSON.stringify([
    owner.name,
    sharers,
    [quorum.manage, quorum.use],
    KEY_ATTRIBUTE_NAMES.map((name) => attributes[name]),
  ]);
}

function coverage(isFull: boolean): 'full' | 'inconsistent' {
  return isFull ? 'full' : 'inconsistent';
}
