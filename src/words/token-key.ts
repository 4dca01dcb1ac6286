import type { KeyFound, KnownKey, TokenKey } from '../ceremony/token-key.ts';
import { escapeUnsafe } from '../printable.ts';
import { SERVICE } from '../token/service.ts';
import { countNoun } from './count-noun.ts';

/** What an approver reads of the key that a token is for; a command lays it out. Safe to show. */
export interface TokenKeyWords {
  /** Which key it is, a line each. */
  readonly key: readonly string[];
  /** What its approvers should know, a clause each. */
  readonly cautions: readonly string[];
}

/**
 * Puts the key of a token into words.
 *
 * @example
 * const found = { state: 'no-cluster' } as const;
 * const key = { reference: '0x0000000000680006', service: 5, requester: 'ca1', found };
 * describeTokenKey(key).key[0]; // '0x0000000000680006'
 */
export function describeTokenKey({
  reference,
  service,
  requester,
  found,
}: TokenKey): TokenKeyWords {
  const [first = '', ...rest] = describeFound(found);
  const isNamed = found.state === 'found';
  return {
    key: isNamed ? [`${reference}, ${first}`, ...rest] : [reference, first, ...rest],
    cautions: [
      ...(isNamed && !found.hasToken
        ? [
            `no such token is live on ${nameCluster(found)}, where this may be another key of the same number`,
          ]
        : []),
      ...(service === SERVICE.useKey
        ? ['it shows nothing of the data that will be signed; a request can, by their digest']
        : []),
      `the key's owner and those it is shared with approve, and ${escapeUnsafe(requester)}, who asks, counts among them`,
      ...(isNamed ? describeUnregistered(found.key) : []),
      describeDeletion(service, found),
    ],
  };
}

/** Their signatures may be right: the HSM has nothing to check them with. */
function describeUnregistered({ usersWithoutKey }: KnownKey): readonly string[] {
  if (usersWithoutKey.length === 0) return [];
  return [
    `no approval counts on that cluster of who has registered no key there: ${usersWithoutKey.join(', ')}`,
  ];
}

/** A key that is not destroyable is so until its attribute is set, which is management. */
function describeDeletion(service: number, found: KeyFound): string {
  if (found.state !== 'found' || found.key.isDestroyable) {
    return 'no quorum covers deletion: whoever owns the key deletes it alone';
  }
  return service === SERVICE.manageKey
    ? 'it can make the key destroyable, and then whoever owns it deletes it alone'
    : 'nobody deletes the key before it is made destroyable, which is management';
}

/** Why an approval of somebody is none for a key. @param name safe to show */
export function describeNoKeyUser(name: string): string {
  return `${name} neither owns the key nor shares it, and only those who do approve for it`;
}

function describeFound(found: KeyFound): readonly string[] {
  switch (found.state) {
    case 'no-cluster':
      return ['which key that is, its users know: no cluster is at hand'];
    case 'unreadable':
      return [`which key that is, its users know: ${nameCluster(found)} cannot be read`];
    case 'no-key':
      return [`${nameCluster(found)} has no key of that number`];
    case 'found':
      return describeKey(found.key);
  }
}

function describeKey(key: KnownKey): readonly string[] {
  const { label, type, curve, fingerprint, checkValue, owner, sharedWith, quorum } = key;
  const kind = [key.class, type, ...(curve === undefined ? [] : [curve])].join(' ');
  const whose = owner === undefined ? 'of a user who is no more' : `of ${owner}`;
  const shared =
    sharedWith.length === 0 ? 'shared with nobody' : `shared with ${sharedWith.join(', ')}`;
  return [
    `${kind} "${escapeUnsafe(label)}"`,
    ...(fingerprint === undefined ? [] : [`SHA-256 of its public key ${fingerprint}`]),
    ...(fingerprint === undefined && checkValue !== undefined ? [`check value ${checkValue}`] : []),
    `${whose}, ${shared}; ${countNoun(quorum.use, 'approval')} to use it, ${quorum.manage} to manage it`,
  ];
}

function nameCluster({ cluster }: { readonly cluster: string }): string {
  return `the cluster ${JSON.stringify(escapeUnsafe(cluster))}`;
}
