import { isFailure } from '../../failure.ts';
import type { AuditEvent } from '../audit-record.ts';
import type { ClientName } from '../clients.ts';
import { checkRequest } from '../machine/check-request.ts';
import { endSessions } from '../machine/end-sessions.ts';
import type { HsmEnvironment } from '../machine/environment.ts';
import {
  type DigestEcdsa,
  NO_DIGEST_ECDSA,
  needsDigestEcdsa,
} from '../machine/keys/digest-ecdsa.ts';
import type { KeyObjects } from '../machine/keys/key-objects.ts';
import type { KeptKey, KeyRecord } from '../machine/keys/key-record.ts';
import { findKey, listKeptKeys } from '../machine/keys/key-table.ts';
import { createKeyMaker } from '../machine/keys/make-pair.ts';
import { failRequest, step } from '../machine/machine.ts';
import type {
  ClusterServer,
  HsmReply,
  HsmRequest,
  ProcessIdentity,
  RequestOptions,
} from '../protocol.ts';
import type { HsmRefusal } from '../refusals.ts';
import { archiveOld, readWholeLog } from '../store/log-archive.ts';
import { noteRefusal, noteSuccess } from '../store/refusal-notes.ts';
import { type Published, removeUnnamed } from '../store/remove-unnamed.ts';
import type { Refusal, ServerState } from '../store/server-state.ts';
import { StagedObjects } from '../store/staged-objects.ts';
import type { Generation } from '../store/store.ts';
import { type Answer, failAtManyTokens, unreached } from './answers.ts';
import { readClock } from './clock.ts';
import { applyFaults, type FaultEffect } from './faults.ts';
import { seededRandom } from './seeded-random.ts';
import type { ServerAddress } from './server-address.ts';
import type { ClusterStores, ServerStore } from './stores.ts';

/** The world of a cluster: what it takes from outside, so that a test can hand it something else. */
export interface ClusterWorld {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Random bytes, where the cluster has no seed. */
  random(bytes: number): Uint8Array;
  /** The process that asks: sessions are of the one that logged in. */
  readonly process: ProcessIdentity;
  /** Whether the process that holds a session still runs. */
  isAlive(process: ProcessIdentity): boolean;
  /** Waits, where a fault makes a server slow; no longer than until the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** What a server shares with the others of its cluster. */
export interface ServerSurroundings {
  readonly stores: ClusterStores;
  readonly seed: string | null;
  readonly world: ClusterWorld;
}

/** One HSM of a cluster, as its operator gets at it; what a console asks of it is in the quorum's hands. */
export interface ClusterHsm extends ClusterServer {
  /** The state, and the number of its generation, which counts the changes of this HSM. */
  inspect(): Generation<ServerState>;
  /** The state with its whole audit log, the archived part too. */
  inspectWhole(): ServerState;
  /** That, and the keys that stay when all are logged out. */
  inspectWithKeys(): { readonly state: ServerState; readonly keys: readonly KeptKey[] };
  /**
   * What this HSM keeps of a key; nothing where it has none of that handle.
   *
   * @throws Failure of kind `state`
   */
  readKey(handle: number): KeyRecord | undefined;
  /**
   * Looks at the state together with its keys, which are in objects beside it.
   *
   * @param work is done again where somebody changed the state under it
   * @throws Failure of kind `state`; what `work` throws
   */
  look<Result>(work: (current: Generation<ServerState>, objects: KeyObjects) => Result): Result;
}

/** One HSM over its store. Each request is one transaction: all of it or nothing. */
export class Server implements ClusterHsm {
  readonly name: string;
  readonly hostname: string;
  readonly port: number;
  readonly node: number;
  readonly #index: number;
  readonly #surroundings: ServerSurroundings;

  constructor(
    address: ServerAddress,
    place: { readonly index: number; readonly node: number },
    surroundings: ServerSurroundings,
  ) {
    this.name = address.name;
    this.hostname = address.hostname;
    this.port = address.port;
    this.node = place.node;
    this.#index = place.index;
    this.#surroundings = surroundings;
  }

  async connect({ signal }: RequestOptions = {}): Promise<boolean> {
    const { dropped } = await this.#applyFaults(null, signal);
    return !dropped;
  }

  async execute<R extends HsmRequest>(
    given: R,
    { signal, client = 'classic' }: RequestOptions = {},
  ): Promise<HsmReply<R['op']>> {
    const request = checkRequest(given);
    const { dropped, error, manyTokensFail } = await this.#applyFaults(request.op, signal);
    if (dropped) return this.#answer(request, client, unreached);
    if (error === null) {
      return this.#answer(request, client, manyTokensFail ? failAtManyTokens : step);
    }
    const refusal: HsmRefusal = { ok: false, error, reason: { code: 'fault-error' } };
    return this.#answer(request, client, (state, asked, environment) =>
      failRequest(state, asked, refusal, environment),
    );
  }

  inspect(): Generation<ServerState> {
    return this.#onStore(({ store }) => store.read());
  }

  inspectWhole(): ServerState {
    return this.#onStore(({ store, archive }) => withWholeLog(store.read().state, archive));
  }

  inspectWithKeys(): { readonly state: ServerState; readonly keys: readonly KeptKey[] } {
    return this.#onStore(({ store, archive, objects }) =>
      store.look(({ number, state }) => {
        const { keys } = state.hsm;
        const ofSessions = new Set(keys.sessionKeys.map(({ handle }) => handle));
        const all = [...listKeptKeys(keys, new StagedObjects(objects, number))];
        return {
          state: withWholeLog(state, archive),
          keys: all.filter(({ record }) => !ofSessions.has(record.handle)),
        };
      }),
    );
  }

  readKey(handle: number): KeyRecord | undefined {
    return this.look(({ state }, objects) => findKey(state.hsm.keys, objects, handle));
  }

  look<Result>(work: (current: Generation<ServerState>, objects: KeyObjects) => Result): Result {
    return this.#onStore(({ store, objects }) =>
      store.look((current) => work(current, new StagedObjects(objects, current.number))),
    );
  }

  /** Ends every session, and says how many there were. */
  logOutAll(): number {
    return this.#change((current, staged) => {
      const { number, state } = current;
      const environment = this.#environment(number, 'classic', staged);
      const { state: hsm, events } = endSessions(state.hsm, () => true, environment);
      return { hsm, events, refusals: state.refusals, result: state.hsm.sessions.length };
    });
  }

  /** Makes one transaction of a request, as it is answered. */
  async #answer<R extends HsmRequest>(
    request: R,
    client: ClientName,
    answer: Answer,
  ): Promise<HsmReply<R['op']>> {
    let unnoted: HsmReply<R['op']> | undefined;
    const keyMaker = createKeyMaker();
    const digestEcdsa = await loadDigestEcdsa(request);
    try {
      return this.#change(({ number, state }, staged) => {
        const environment = {
          ...this.#environment(number, client, staged),
          keyMaker,
          digestEcdsa,
        };
        const { state: hsm, reply, events } = answer(state.hsm, request, environment);
        // What changes nothing but what `explain` tells: a look, a server out of reach.
        unnoted = hsm === state.hsm ? reply : undefined;
        const refusals = this.#noteReply(state.refusals, request, client, reply);
        return { hsm, events, refusals, result: reply };
      });
    } catch (failure) {
      // Such a reply stands, whether or not it could be noted.
      if (isFailure(failure) && unnoted !== undefined) return unnoted;
      throw failure;
    }
  }

  /** Makes one transaction, keys and audit records included. */
  #change<Result>(
    compute: (current: Generation<ServerState>, staged: StagedObjects) => ServerChange<Result>,
  ): Result {
    return this.#onStore(({ store, archive, objects }) => {
      let published: Published | undefined;
      const result = store.transact((current) => {
        const { number, state } = current;
        const staged = new StagedObjects(objects, number + 1);
        const { hsm, events, refusals, result } = compute(current, staged);
        published = undefined;
        if (hsm === state.hsm && refusals === state.refusals) return { state, result };
        const log = extendLog(state, events, archive);
        const settled = staged.settle(state.hsm, hsm);
        published = { number: number + 1, keys: settled.keys, before: state.hsm.keys.retired };
        return { state: { ...state, hsm: settled, log, refusals }, result };
      });
      if (published !== undefined) removeUnnamed(objects, published);
      return result;
    });
  }

  #noteReply(
    refusals: readonly Refusal[],
    { op }: HsmRequest,
    client: ClientName,
    reply: HsmReply<HsmRequest['op']>,
  ): readonly Refusal[] {
    const at = this.#surroundings.world.now();
    return reply.ok
      ? noteSuccess(refusals, op, at)
      : noteRefusal(refusals, { op, client }, reply, at);
  }

  /**
   * Works on the store where this HSM is now. Where a load put another in its place meanwhile, what failed on
   * the old one is done on the new one; what succeeded on the old one came before the load.
   */
  #onStore<Result>(work: (store: ServerStore) => Result): Result {
    const { stores } = this.#surroundings;
    for (;;) {
      const place = stores.record.read().state.stores;
      try {
        return work(stores.at(place, this.#index));
      } catch (error) {
        if (!isFailure(error) || stores.record.read().state.stores === place) throw error;
      }
    }
  }

  /** Bytes under a seed depend on the generation, so that every process gets the same. */
  #environment(generation: number, client: ClientName, objects: KeyObjects): HsmEnvironment {
    const { stores, seed, world } = this.#surroundings;
    const { clock } = stores.record.read().state;
    return {
      now: () => readClock(clock, world.now()),
      random:
        seed === null ? world.random : seededRandom(seed, `server-${this.#index}/${generation}`),
      client,
      process: world.process,
      isAlive: world.isAlive,
      objects,
      keyMaker: createKeyMaker(),
      digestEcdsa: NO_DIGEST_ECDSA,
    };
  }

  async #applyFaults(
    op: HsmRequest['op'] | null,
    signal: AbortSignal | undefined,
  ): Promise<FaultEffect> {
    const { stores, world } = this.#surroundings;
    const effect = stores.record.transact(({ state }) => {
      const result = applyFaults(state.faults, this.#index, op);
      const { faults } = result;
      return { state: faults === state.faults ? state : { ...state, faults }, result };
    });
    if (effect.delay > 0) await sleepUnlessAborted(effect.delay, world, signal);
    return effect;
  }
}

/** Loads what one request in many needs. */
async function loadDigestEcdsa(request: HsmRequest): Promise<DigestEcdsa> {
  if (!needsDigestEcdsa(request)) return NO_DIGEST_ECDSA;
  const { nobleEcdsa } = await import('../machine/keys/noble-ecdsa.ts');
  return nobleEcdsa;
}

/** @throws the signal's reason where it was aborted meanwhile */
async function sleepUnlessAborted(
  milliseconds: number,
  world: ClusterWorld,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  try {
    await world.sleep(milliseconds, signal);
  } catch (error) {
    // node:timers throws an error of its own, which has the reason as its cause.
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
}

/** What a transaction comes to; with the very state and refusals of before, nothing is written. */
interface ServerChange<Result> extends Pick<ServerState, 'hsm' | 'refusals'> {
  readonly events: readonly AuditEvent[];
  readonly result: Result;
}

function withWholeLog(state: ServerState, archive: ServerStore['archive']): ServerState {
  return { ...state, log: readWholeLog(state.log, state.hsm.audit, archive) };
}

/** A log with new records; what grows too old goes to the archive. */
function extendLog(
  { log }: ServerState,
  events: readonly AuditEvent[],
  archive: ServerStore['archive'],
): ServerState['log'] {
  return archiveOld([...log, ...events], archive);
}

/** A server that a configuration file names and the cluster does not have: never to be reached. */
export function unknownServer(address: ServerAddress): ClusterServer {
  const reason = { code: 'server-unknown', hostname: address.hostname } as const;
  return {
    ...address,
    node: 0,
    connect: () => Promise.resolve(false),
    execute: () => Promise.resolve({ ok: false, error: 'RET_FAULT', reason }),
  };
}
