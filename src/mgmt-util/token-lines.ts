import type { TokenFields } from '../hsm/protocol.ts';
import { escapeUnsafe } from '../printable.ts';

/** A token's fields as getToken and listTokens print them, a line each. */
export function tokenLines(token: TokenFields): readonly string[] {
  return [
    'Token:',
    `Id:${token.id}`,
    `Service:${token.service}`,
    `Node:${token.node}`,
    `Key Handle:${token.keyHandle}`,
    `User:${escapeUnsafe(token.user)}`,
  ];
}
