import { constants, type KeyObject, privateEncrypt, sign } from 'node:crypto';

import { expect } from 'vitest';

import type { AuditEvent } from '../../../src/hsm/audit-record.ts';
import type { ClientName } from '../../../src/hsm/clients.ts';
import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import type { HsmRules } from '../../../src/hsm/flavours.ts';
import type { HsmType } from '../../../src/hsm/hsm-types.ts';
import type { MValues } from '../../../src/hsm/m-values.ts';
import { createClusterStates } from '../../../src/hsm/machine/create-state.ts';
import { createKeyMaker, makePair } from '../../../src/hsm/machine/keys/make-pair.ts';
import { nobleEcdsa } from '../../../src/hsm/machine/keys/noble-ecdsa.ts';
import { step } from '../../../src/hsm/machine/machine.ts';
import type { HsmState } from '../../../src/hsm/machine/state.ts';
import type { Approval, HsmReply, HsmRequest, ProcessIdentity } from '../../../src/hsm/protocol.ts';
import type { HsmErrorName } from '../../../src/hsm/refusals.ts';
import { createMemoryObjects, type ObjectStore } from '../../../src/hsm/store/object-store.ts';
import { StagedObjects } from '../../../src/hsm/store/staged-objects.ts';
import { describeRefusal } from '../../../src/words/refusals.ts';
import { type TestKeyOptions, takeKey } from '../../support/keys.ts';

/** The key pair of an officer; its signatures are OpenSSL's. */
export interface OfficerKey {
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
  /** Signs what is a SHA-256 digest already, as `openssl pkeyutl -pkeyopt digest:sha256` does. */
  signDigest(digest: Uint8Array): Uint8Array;
}

/**
 * The key of officerN.
 *
 * @param exponent 3 is checked twenty times as fast as 65537
 */
export function officerKey(n: number, exponent = 65537): OfficerKey {
  return keyOf(`officer${n}`, { exponent });
}

/** How a DigestInfo of SHA-256 begins (RFC 8017, 9.2). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** The key of whoever is no officer of the HSM. */
export function keyOf(name: string, options: TestKeyOptions = {}): OfficerKey {
  const { privateKey, spki } = takeKey(name, options);
  return {
    privateKey,
    spki,
    sign: (message) => sign('sha256', message, privateKey),
    signDigest: (digest) =>
      privateEncrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
        Buffer.concat([DIGEST_INFO, digest]),
      ),
  };
}

/** The process that test sessions are of, unless they need another. */
export const PROCESS = { bootId: 'boot', pidNamespace: 'pid:[1]', pid: 4711, startTime: '1' };
export const PASSWORD = 'password';

/** 2018-01-16 01:49:39 UTC, the time in the guide's example of an audit log. */
export const START = 1_516_067_379_000;

export interface BareHsmOptions {
  /** officer1…officerN. */
  readonly officers?: number;
  /** How many of them have a key, from officer1 on. All by default. */
  readonly keys?: number;
  /** The public exponent of their keys. */
  readonly exponent?: number;
  readonly rules?: HsmRules;
  readonly mValues?: Partial<MValues>;
  readonly type?: HsmType;
  /** Begin as a new HSM, with a PRECO. */
  readonly fresh?: boolean;
  readonly seed?: number;
}

/** One HSM: the state machine, with a clock and processes that the test sets. */
export class BareHsm {
  state: HsmState;
  now = START;
  /** The client that asks. */
  client: ClientName = 'classic';
  readonly dead = new Set<number>();
  readonly log: AuditEvent[] = [];
  /** Who asks; the one whose session it is, where this is not set. */
  #asking: ProcessIdentity | undefined;
  readonly objects: ObjectStore = createMemoryObjects();
  /** How it makes pairs of keys. */
  makePair: typeof makePair = makePair;
  #steps = 1;
  readonly #random: (bytes: number) => Uint8Array;

  constructor(options: BareHsmOptions = {}, state?: HsmState) {
    this.#random = makeRandom(options.seed ?? 1);
    this.state = state ?? (createStates(1, options, this.#random)[0] as HsmState);
  }

  ask<R extends HsmRequest>(request: R): HsmReply<R['op']> {
    // Whoever changes what it was handed is found out.
    const objects = new StagedObjects(this.objects, this.#steps);
    this.#steps += 1;
    const { state, reply, events } = step(deepFreeze(this.state), request, {
      now: () => this.now,
      random: this.#random,
      client: this.client,
      process: this.#asking ?? this.#holderOf(request),
      isAlive: (process) => !this.dead.has(process.pid),
      objects,
      keyMaker: createKeyMaker(this.makePair),
      digestEcdsa: nobleEcdsa,
    });
    this.state = objects.settle(this.state, state);
    this.log.push(...events);
    return reply;
  }

  /** Asks as another process than the one whose session it is. */
  askAs<R extends HsmRequest>(process: ProcessIdentity, request: R): HsmReply<R['op']> {
    this.#asking = process;
    try {
      return this.ask(request);
    } finally {
      this.#asking = undefined;
    }
  }

  #holderOf(request: HsmRequest): ProcessIdentity {
    const id = 'session' in request ? request.session : undefined;
    return this.state.sessions.find((session) => session.id === id)?.process ?? PROCESS;
  }

  /** Asks what has to succeed. */
  must<R extends HsmRequest>(request: R): Extract<HsmReply<R['op']>, { ok: true }> {
    const reply = this.ask(request);
    if (!reply.ok) throw new Error(`${request.op}: ${reply.error}: ${reply.reason.code}`);
    return reply as Extract<HsmReply<R['op']>, { ok: true }>;
  }

  /** Asks what has to be refused; gives the error's name, and the reason in words. */
  refused(request: HsmRequest): { error: HsmErrorName; reason: string } {
    const reply = this.ask(request);
    if (reply.ok) throw new Error(`${request.op} went through`);
    return { error: reply.error, reason: describeRefusal(reply.reason) };
  }

  /** Asks what has to be refused and to leave nothing behind but a record of the audit log. */
  refusedWithoutTrace(request: HsmRequest): { error: HsmErrorName; reason: string } {
    const { audit: _, ...before } = this.state;
    const refusal = this.refused(request);
    const { audit: __, ...after } = this.state;
    expect(after).toEqual(before);
    return refusal;
  }

  logIn(name: string, type = 'CO', password = PASSWORD, pid = PROCESS.pid): string {
    const reply = this.askAs({ ...PROCESS, pid }, { op: 'login', type, name, password });
    if (!reply.ok) throw new Error(`login: ${reply.error}: ${reply.reason.code}`);
    return reply.session;
  }

  /** A log-in without its scrypt, for tests that need hundreds. */
  openSession(name: string): string {
    const user = this.state.users.find((candidate) => candidate.name === name)?.id ?? 0;
    const id = `0x${this.state.next.session.toString(16)}`;
    const next = { ...this.state.next, session: this.state.next.session + 1 };
    const sessions = [...this.state.sessions, { id, user, process: PROCESS, client: this.client }];
    this.state = { ...this.state, sessions, next };
    return id;
  }

  getToken(session: string, name: string, service = 3): Uint8Array {
    return this.must({ op: 'getToken', session, service, name }).record;
  }

  userNames(): string[] {
    return this.must({ op: 'listUsers' }).users.map((user) => user.name);
  }
}

export function createStates(
  servers: number,
  options: BareHsmOptions,
  random: (bytes: number) => Uint8Array = makeRandom(options.seed ?? 1),
): HsmState[] {
  const officers = options.officers ?? 3;
  return createClusterStates({
    servers,
    rules: options.rules ?? FLAVOUR_RULES.classic,
    random,
    ...(options.fresh === true ? {} : { adminPassword: PASSWORD }),
    users: Array.from({ length: officers }, (_, index) => ({
      type: 'CO' as const,
      name: `officer${index + 1}`,
      password: PASSWORD,
      ...(index < (options.keys ?? officers) && {
        publicKey: officerKey(index + 1, options.exponent).spki,
      }),
    })),
    ...(options.mValues && { mValues: options.mValues }),
    ...(options.type && { type: options.type }),
  });
}

/** officerN's approval of a multi token file. */
export function approve(n: number, multiToken: Uint8Array, key = officerKey(n)): Approval {
  return { type: 2, name: `officer${n}`, signature: key.sign(multiToken) };
}

/** Repeatable bytes (mulberry32). */
export function makeRandom(seed: number): (bytes: number) => Uint8Array {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff;
  };
  return (bytes) => Uint8Array.from({ length: bytes }, next);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
