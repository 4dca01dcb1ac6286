/**
 * Finds the token that a PKCS#11 URI means, the key on it, and the key's public half.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Failure } from '../../failure.ts';
import {
  CK,
  type Pkcs11Attribute,
  type Pkcs11Handle,
  type Pkcs11Module,
  type Pkcs11TokenInfo,
} from './pkcs11-binding.ts';
import type { Pkcs11Uri, TokenAttribute } from './pkcs11-uri.ts';

/** More keys than anybody could choose between. */
const MOST_KEYS = 100;

/** A private key on a token. */
export interface TokenKey {
  readonly handle: Pkcs11Handle;
  /** Whether the token wants the PIN again for each signature. */
  readonly alwaysAuthenticate: boolean;
}

/** @throws Failure of kind `key` where not exactly one token fits */
export function findToken(
  module: Pkcs11Module,
  uri: Pkcs11Uri,
): { readonly slot: Pkcs11Handle; readonly info: Pkcs11TokenInfo } {
  const tokens = module
    .C_GetSlotList(true)
    .map((slot) => ({ slot, info: module.C_GetTokenInfo(slot) }))
    .filter(({ info }) => (info.flags & CK.flagTokenInitialized) !== 0);
  const fitting = tokens.filter(
    ({ slot, info }) =>
      (uri.slotId === undefined || readNumber(slot) === uri.slotId) && fits(info, uri.token),
  );
  const [found, another] = fitting;
  const labels = (list: typeof tokens): string[] => list.map(({ info }) => info.label.trim());
  if (found === undefined) {
    throw new Failure('pkcs11-no-token', { tokens: labels(tokens) });
  }
  if (another !== undefined) {
    throw new Failure('pkcs11-several-tokens', { tokens: labels(fitting) });
  }
  return found;
}

const INFO_FIELDS: Readonly<Record<TokenAttribute, keyof Pkcs11TokenInfo>> = {
  token: 'label',
  manufacturer: 'manufacturerID',
  model: 'model',
  serial: 'serialNumber',
};

// PKCS#11 pads these with blanks.
function fits(info: Pkcs11TokenInfo, wanted: Pkcs11Uri['token']): boolean {
  return (Object.keys(wanted) as TokenAttribute[]).every(
    (name) => String(info[INFO_FIELDS[name]]).trimEnd() === wanted[name]?.trimEnd(),
  );
}

/** @throws Failure of kind `key` where not exactly one RSA key that signs fits */
export function findKey(module: Pkcs11Module, session: Pkcs11Handle, uri: Pkcs11Uri): TokenKey {
  const handles = findObjects(module, session, [
    { type: CK.attributeClass, value: CK.classPrivateKey },
    { type: CK.attributeKeyType, value: CK.keyTypeRsa },
    ...(uri.object === undefined ? [] : [{ type: CK.attributeLabel, value: uri.object }]),
    ...(uri.id === undefined ? [] : [{ type: CK.attributeId, value: uri.id }]),
  ]).filter((handle) => readFlag(module, session, handle, CK.attributeSign) !== false);
  const [handle, another] = handles;
  if (handle === undefined) {
    throw new Failure('pkcs11-no-key', {});
  }
  if (another !== undefined) {
    throw new Failure('pkcs11-several-keys', { keys: handles.length });
  }
  return {
    handle,
    alwaysAuthenticate: readFlag(module, session, handle, CK.attributeAlwaysAuthenticate) === true,
  };
}

/**
 * The public half: modulus and exponent stand at the private key, or at a public key of the same ID.
 *
 * @throws Failure of kind `key` where they do not
 */
export function readPublicKey(
  module: Pkcs11Module,
  session: Pkcs11Handle,
  { handle }: TokenKey,
): KeyObject {
  const id = readAttribute(module, session, handle, CK.attributeId);
  const twins =
    id === undefined
      ? []
      : findObjects(module, session, [
          { type: CK.attributeClass, value: CK.classPublicKey },
          { type: CK.attributeId, value: id },
        ]);
  for (const object of [handle, ...twins]) {
    const modulus = readAttribute(module, session, object, CK.attributeModulus);
    const exponent = readAttribute(module, session, object, CK.attributePublicExponent);
    if (modulus === undefined || exponent === undefined) continue;
    return createPublicKey({
      key: { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') },
      format: 'jwk',
    });
  }
  throw new Failure('pkcs11-no-public-key', {});
}

function findObjects(
  module: Pkcs11Module,
  session: Pkcs11Handle,
  template: Pkcs11Attribute[],
): Pkcs11Handle[] {
  module.C_FindObjectsInit(session, template);
  try {
    return module.C_FindObjects(session, MOST_KEYS);
  } finally {
    module.C_FindObjectsFinal(session);
  }
}

function readFlag(
  module: Pkcs11Module,
  session: Pkcs11Handle,
  object: Pkcs11Handle,
  type: number,
): boolean | undefined {
  const value = readAttribute(module, session, object, type);
  return value === undefined ? undefined : value[0] !== 0;
}

/** Nothing where the object has no such attribute, or an empty one. */
function readAttribute(
  module: Pkcs11Module,
  session: Pkcs11Handle,
  object: Pkcs11Handle,
  type: number,
): Buffer | undefined {
  try {
    const value = module.C_GetAttributeValue(session, object, [{ type }])[0]?.value;
    return value === undefined || value.length === 0 ? undefined : value;
  } catch {
    return undefined;
  }
}

// Handles are the bytes of a C `unsigned long`.
function readNumber(handle: Pkcs11Handle): number {
  return Number(handle.readBigUInt64LE());
}
