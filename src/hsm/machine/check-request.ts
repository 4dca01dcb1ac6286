import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import type { ShapeProblem } from '../../failure-codes/hsm-state.ts';
import { REQUEST_OPS } from '../console-commands.ts';
import type { KeyRequest } from '../key-protocol.ts';
import type { HsmRequest } from '../protocol.ts';
import { USER_TYPE_NAMES } from '../user-types.ts';
import { checkShape } from './check-shape.ts';
import { expected } from './expected.ts';
import { keyRequestMembers } from './key-request-members.ts';
import { approval, approvals, bytes, type Members, number, secret, text } from './request-parts.ts';

const session = text;
const named = { session, type: text, name: text };
const keyProof = v.object({ publicKey: bytes, signature: bytes });

/** What each request has beside `op`; those about keys have a table of their own. Lengths and ranges are the machine's to judge. */
const MEMBERS: { readonly [Op in Exclude<HsmRequest['op'], KeyRequest['op']>]: Members<Op> } = {
  login: { type: text, name: text, password: secret, signature: v.optional(bytes) },
  getChallenge: { purpose: v.picklist(['login', 'register']), type: text, name: text },
  activate: { password: secret },
  logout: { session },
  finalize: { session },
  listUsers: {},
  createUser: { ...named, password: secret, secondFactor: v.optional(keyProof), approval },
  deleteUser: { ...named, approval },
  changePswd: {
    ...named,
    password: secret,
    secondFactor: v.optional(keyProof),
    deregister: v.optional(v.array(v.picklist(['quorum', 'second-factor']))),
    approval,
  },
  changeMfa: {
    ...named,
    secondFactor: v.nullable(keyProof),
    password: v.optional(secret),
    changeQuorum: v.boolean(),
    approval,
  },
  rollBack: { session, operation: text },
  registerKey: { ...named, publicKey: bytes, token: bytes, signature: bytes },
  getRegistrationToken: { session },
  setMValue: { session, service: number, m: number, approval },
  getMValue: { service: number },
  getToken: { session, service: number, name: text, key: v.optional(number) },
  approveToken: {
    session,
    multiToken: bytes,
    singleToken: v.optional(bytes),
    approvals,
  },
  listTokens: { session: v.nullable(session) },
  delToken: {
    session,
    tokens: v.union([v.picklist(['all', 'everyone']), bytes], expected('tokens-to-delete')),
  },
  getTimeouts: {},
  setTimeout: { session, which: v.picklist(['generated', 'approved']), seconds: number },
  getMtls: {},
  registerTrustAnchor: { session, certificate: bytes, approval },
  deregisterTrustAnchor: { session, reference: number, approval },
  setMtlsEnforcement: { session, level: v.picklist(['none', 'cluster']), approval },
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
  return { op, ...checkShape(v.object(membersOf(op)), request, refuse) } as R;
}

function membersOf(op: HsmRequest['op']): v.ObjectEntries {
  return isAboutKeys(op) ? keyRequestMembers()[op] : MEMBERS[op];
}

function isAboutKeys(op: HsmRequest['op']): op is KeyRequest['op'] {
  return !Object.hasOwn(MEMBERS, op);
}

function refuse({ place, detail }: ShapeProblem): Failure {
  return new Failure('request-malformed', { place, detail });
}
