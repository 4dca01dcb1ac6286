import type { ClientName } from '../clients.ts';
import type { ProcessIdentity } from '../protocol.ts';
import type { DigestEcdsa } from './keys/digest-ecdsa.ts';
import type { KeyMaker } from './keys/key-maker.ts';
import type { KeyObjects } from './keys/key-objects.ts';

/** What the state machine is handed from the world, so that it is a pure function of it. */
export interface HsmEnvironment {
  /** The time in milliseconds since 1970-01-01 UTC, as `Date.now` gives it. */
  now(): number;
  /** That many random bytes: for nonces, salts and session ids. */
  random(bytes: number): Uint8Array;
  /** The client that asks. */
  readonly client: ClientName;
  /** The process that asks: a session is of the one that logged in. */
  readonly process: ProcessIdentity;
  /** Whether the process that holds a session still runs. */
  isAlive(process: ProcessIdentity): boolean;
  /** What the state names and does not hold: keys. */
  readonly objects: KeyObjects;
  readonly keyMaker: KeyMaker;
  /** There where the request is one of those that {@link needsDigestEcdsa} names. */
  readonly digestEcdsa: DigestEcdsa;
}
