import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { FLAVOUR_RULES } from '../../../../src/hsm/editions.ts';
import type { HsmType } from '../../../../src/hsm/hsm-types.ts';
import type { ListedKey, NewKey, NewPair } from '../../../../src/hsm/key-protocol.ts';
import { createClusterStates } from '../../../../src/hsm/machine/create-state.ts';
import type { MadePair } from '../../../../src/hsm/machine/keys/key-maker.ts';
import { findKey, findMaterial } from '../../../../src/hsm/machine/keys/key-table.ts';
import type { HsmState } from '../../../../src/hsm/machine/state.ts';
import type { OperationApproval } from '../../../../src/hsm/protocol.ts';
import { StagedObjects } from '../../../../src/hsm/store/staged-objects.ts';
import { takeKey } from '../../../support/keys.ts';
import { BareHsm, keyOf, makeRandom, PASSWORD } from '../bare-hsm.ts';

/** Crypto users of the HSM; all but the last have a quorum key. */
export const CRYPTO_USERS: readonly string[] = ['cu1', 'cu2', 'cu3', 'cu4', 'cu5'];

export const keyOfUser = (name: string): ReturnType<typeof keyOf> => keyOf(name, { exponent: 3 });

/** What a token file holds that these users signed; the type is what the file says of each. */
export function signedBy(
  multiToken: Uint8Array,
  names: readonly string[],
  type: number | null = 1,
): OperationApproval {
  const approvals = names.map((name) => ({
    type,
    name,
    signature: keyOfUser(name).sign(multiToken),
  }));
  return { multiToken, approvals };
}

const states = new Map<string, readonly HsmState[]>();

/** Two HSMs of a cluster, as they are before anything is asked; their passwords are hashed once. */
function statesOf(type: HsmType): readonly HsmState[] {
  const made =
    states.get(type) ??
    createClusterStates({
      servers: 2,
      type,
      rules: FLAVOUR_RULES.classic,
      random: makeRandom(1),
      adminPassword: PASSWORD,
      users: [
        { type: 'CO', name: 'officer1', password: PASSWORD, publicKey: keyOfUser('officer1').spki },
        ...CRYPTO_USERS.map((name) => ({
          type: 'CU' as const,
          name,
          password: PASSWORD,
          ...(name !== CRYPTO_USERS.at(-1) && { publicKey: keyOfUser(name).spki }),
        })),
      ],
    });
  states.set(type, made);
  return made;
}

const pairs = new Map<string, MadePair>();

/** Pairs that are made once, since those of RSA take long. */
function takePair(pair: NewPair): MadePair {
  const name = JSON.stringify(pair);
  const made = pairs.get(name) ?? encode(makePrivateKey(pair));
  pairs.set(name, made);
  return made;
}

function makePrivateKey(pair: NewPair): KeyObject {
  if (pair.type === 'rsa') return takeKey('hsm-key', pair).privateKey;
  const namedCurve = pair.curve === 'secp256r1' ? 'prime256v1' : pair.curve;
  return generateKeyPairSync('ec', { namedCurve }).privateKey;
}

function encode(privateKey: KeyObject): MadePair {
  return {
    spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** An HSM with crypto users, through the newer client. */
export class KeyHsm extends BareHsm {
  constructor({ type = 'hsm2m', server = 0 }: { type?: HsmType; server?: number } = {}) {
    super({ seed: 7 }, statesOf(type)[server]);
    this.client = 'sdk5';
    this.makePair = takePair;
  }

  /** The key of a handle, as a user sees it. */
  key(session: string, handle: number): ListedKey {
    const [key] = this.must({ op: 'getKeys', session, handles: [handle] }).keys;
    if (key === undefined) throw new Error(`no key ${handle}`);
    return key;
  }

  /** A token for a key, of service 5 (use) or 6 (manage). */
  keyToken(session: string, name: string, key: number, service: 5 | 6 = 5): Uint8Array {
    return this.must({ op: 'getToken', session, service, name, key }).record;
  }

  makePairOf(
    session: string,
    pair: NewPair,
    privateKey: Partial<NewKey> = {},
    publicKey: Partial<NewKey> = {},
  ): { readonly publicHandle: number; readonly privateHandle: number } {
    return this.must({
      op: 'generateKeyPair',
      session,
      pair,
      publicKey: { label: 'public', flags: { verify: true }, ...publicKey },
      privateKey: { label: 'private', flags: { sign: true }, ...privateKey },
    });
  }

  makeSecret(
    session: string,
    key: Partial<NewKey> = {},
    bytes = 32,
    type: 'aes' | 'generic-secret' = 'aes',
  ): number {
    const wanted = { label: 'secret', ...key };
    return this.must({ op: 'generateKey', session, type, bytes, key: wanted }).handle;
  }

  /** What a key is made of: read out of what the HSM keeps, as nobody can who asks the HSM. */
  materialOf(handle: number): Buffer {
    const objects = new StagedObjects(this.objects, 0);
    return Buffer.from(findMaterial(this.state.keys, objects, handle) ?? '');
  }

  /** SubjectPublicKeyInfo of a key of a pair, DER. */
  spkiOf(handle: number): Buffer {
    const record = findKey(this.state.keys, new StagedObjects(this.objects, 0), handle);
    return Buffer.from(record?.spki ?? '', 'base64');
  }
}

export const RSA: NewPair = { type: 'rsa', bits: 2048, exponent: 65_537 };
export const P256: NewPair = { type: 'ec', curve: 'secp256r1' };
export const P384: NewPair = { type: 'ec', curve: 'secp384r1' };
