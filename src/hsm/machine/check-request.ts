import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import { REQUEST_OPS } from '../console-commands.ts';
import type { HsmRequest } from '../protocol.ts';
import { USER_TYPE_NAMES } from '../user-types.ts';
import { checkShape } from './check-shape.ts';
import type { RequestOf } from './context.ts';

type Members<Op extends HsmRequest['op']> = {
  readonly [Key in Exclude<keyof RequestOf<Op>, 'op'>]-?: v.GenericSchema<
    unknown,
    RequestOf<Op>[Key]
  >;
};

const text = v.string();
// The machine refuses one that is not finite, as a device would.
const number = v.custom<number>((value) => typeof value === 'number', 'expected a number');
const bytes: v.GenericSchema<unknown, Uint8Array> = v.instance(Uint8Array);
const session = text;
const named = { session, type: text, name: text };

/** What each request has beside `op`. Lengths and ranges are the machine's to judge. */
const MEMBERS: { readonly [Op in HsmRequest['op']]: Members<Op> } = {
  login: { type: text, name: text, password: text },
  logout: { session },
  finalize: { session },
  listUsers: {},
  createUser: { ...named, password: text },
  deleteUser: named,
  changePswd: { ...named, password: text },
  rollBack: { session, operation: text },
  registerKey: { ...named, publicKey: bytes, token: bytes, signature: bytes },
  setMValue: { session, service: number, m: number },
  getMValue: { service: number },
  getToken: { session, service: number, name: text },
  approveToken: {
    session,
    multiToken: bytes,
    singleToken: v.optional(bytes),
    approvals: v.array(v.object({ type: number, name: text, signature: bytes })),
  },
  listTokens: { session },
  delToken: { session, tokens: v.union([v.literal('all'), bytes], "expected 'all' or bytes") },
  getHSMInfo: {},
  exportUser: { session, id: number },
  putUser: {
    session,
    user: v.object({ id: number, type: v.picklist(USER_TYPE_NAMES), name: text, sealed: text }),
  },
};

const OP_SCHEMA = v.object({ op: v.picklist(REQUEST_OPS) });

/**
 * Takes a request from whoever calls, if it is one: what it should have, it has, each of its type.
 *
 * @returns the request with that and nothing else, since a record of it goes into the audit log
 * @throws Failure `request-malformed` that says where it is wrong
 */
export function checkRequest<R extends HsmRequest>(request: R): R {
  const { op } = checkShape(OP_SCHEMA, request, refuse);
  return { op, ...checkShape(v.object(MEMBERS[op]), request, refuse) } as R;
}

function refuse({ place, detail }: { readonly place: string; readonly detail: string }): Failure {
  return new Failure('request-malformed', { place, detail });
}
