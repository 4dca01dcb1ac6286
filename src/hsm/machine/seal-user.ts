import { createHmac, timingSafeEqual } from 'node:crypto';

import type { ExportedUser } from '../protocol.ts';
import { checkShape } from './check-shape.ts';
import { Refused } from './refused.ts';
import type { HsmState, User } from './state.ts';
import { USER_SCHEMA } from './state-schema.ts';

/**
 * A user on the way from one HSM to another, sealed with the cluster's key, so that nobody between the
 * two can write a user of their own making.
 */
export function sealUser(state: HsmState, user: User): ExportedUser {
  const content = Buffer.from(JSON.stringify(user)).toString('base64');
  const { id, type, name } = user;
  return { id, type, name, sealed: `${content}.${sign(state, content)}` };
}

/** @throws Refused where no HSM of this cluster sealed the user */
export function unsealUser(state: HsmState, exported: ExportedUser): User {
  const [content = '', mark = ''] = exported.sealed.split('.');
  const expected = Buffer.from(sign(state, content));
  const found = Buffer.from(mark);
  if (expected.length === found.length && timingSafeEqual(expected, found)) {
    return checkShape(USER_SCHEMA, JSON.parse(Buffer.from(content, 'base64').toString('utf8')));
  }
  throw new Refused('RET_INVALID_INPUT', { code: 'sync-forged' });
}

function sign(state: HsmState, content: string): string {
  const key = Buffer.from(state.clusterKey, 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}
