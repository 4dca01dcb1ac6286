import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { NewPair } from '../../key-protocol.ts';
import { CURVES_BY_NAME } from './curves.ts';
import type { KeyMaker, MadePair } from './key-maker.ts';

/** Makes a pair, with OpenSSL's arithmetic. */
export function makePair(pair: NewPair): MadePair {
  const { publicKey, privateKey } =
    pair.type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: pair.bits, publicExponent: pair.exponent })
      : generateKeyPairSync('ec', { namedCurve: CURVES_BY_NAME[pair.curve].openssl });
  return {
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** A maker for one request. @param make makes a pair; it is asked once for each that the request needs */
export function createKeyMaker(make: (pair: NewPair) => MadePair = makePair): KeyMaker {
  let pair: MadePair | undefined;
  const bytes = new Map<number, Uint8Array>();
  return {
    makePair: (wanted) => (pair ??= make(wanted)),
    makeBytes(count) {
      const made = bytes.get(count) ?? randomBytes(count);
      bytes.set(count, made);
      return made;
    },
  };
}
