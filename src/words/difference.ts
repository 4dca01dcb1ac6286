import type { Difference } from '../hsm/difference.ts';
import { SERVICE } from '../token/service.ts';
import { nameKeys } from './name-keys.ts';

/**
 * In what the HSMs of a cluster are out of step, in one line.
 *
 * @param servers the numbers of those that were compared, where they are not all of the cluster
 * @example
 * describeDifference({ code: 'm-value', service: 'userManagement', m: [2, 1] });
 * // 'M value of service 3: 2 on server 0; 1 on server 1'
 */
export function describeDifference(
  difference: Difference,
  servers: readonly number[] = [],
): string {
  const tellApart = (values: readonly string[]): string => tellServersApart(values, servers);
  switch (difference.code) {
    case 'user-presence':
      return `user ${difference.user}: ${tellApart(
        difference.present.map((isPresent) => (isPresent ? 'there' : 'missing')),
      )}`;
    case 'user-identity':
      return `user ${difference.user}: ${tellApart(
        difference.identities.map(({ type, id }) => `${type} with id ${id}`),
      )}`;
    case 'user-secrets':
      return `user ${difference.user}: not the same ${listParts(difference.differing)}`;
    case 'm-value':
      return `M value of service ${SERVICE[difference.service]}: ${tellApart(difference.m.map(String))}`;
    case 'key-presence':
      return `${nameKeys(difference.keys)}: ${tellApart(
        difference.present.map((isPresent) => (isPresent ? 'there' : 'missing')),
      )}`;
    case 'key-content':
      return `${nameKeys(difference.keys)}: not the same ${listParts(difference.differing)}`;
    case 'token':
      return `token of ${difference.user} for service ${difference.service}${nameKeyOf(difference.keyHandle)}: ${tellApart(
        difference.approvers.map(describeApprovers),
      )}`;
  }
}

/** Behind what a token is for: the key, where it is for one. */
export function nameKeyOf(handle: number): string {
  return handle === 0 ? '' : ` and key 0x${handle.toString(16)}`;
}

function listParts(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(parts.map((part) => part.replace('-', ' ')));
}

function describeApprovers(approvers: readonly string[] | null): string {
  if (approvers === null) return 'missing';
  return approvers.length === 0 ? 'without approvals' : `approved by ${approvers.join(', ')}`;
}

/** `2 on server 0; 1 on servers 1, 2` */
function tellServersApart(values: readonly string[], numbers: readonly number[]): string {
  return [...new Set(values)]
    .map((value) => {
      const servers = values.flatMap((other, index) =>
        other === value ? [numbers[index] ?? index] : [],
      );
      return `${value} on server${servers.length === 1 ? '' : 's'} ${servers.join(', ')}`;
    })
    .join('; ');
}
