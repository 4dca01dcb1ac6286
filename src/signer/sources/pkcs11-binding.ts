/**
 * As much of the package pkcs11js (2.x) as is used here. It is an optional peer: who has no PKCS#11
 * token does not need it, and its types are not ours to publish.
 */
import { Failure } from '../../failure.ts';

/** A handle of the module: slot, session or object. */
export type Pkcs11Handle = Buffer;

export interface Pkcs11Attribute {
  readonly type: number;
  readonly value?: number | boolean | string | Buffer;
}

/** The calls of PKCS#11 (its version 2.40) by their own names. Each throws {@link Pkcs11Refusal}. */
export interface Pkcs11Module {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Pkcs11Handle[];
  C_GetTokenInfo(slot: Pkcs11Handle): Pkcs11TokenInfo;
  C_GetMechanismList(slot: Pkcs11Handle): number[];
  C_OpenSession(slot: Pkcs11Handle, flags: number): Pkcs11Handle;
  C_CloseSession(session: Pkcs11Handle): void;
  C_Login(session: Pkcs11Handle, userType: number, pin?: string): void;
  C_FindObjectsInit(session: Pkcs11Handle, template: Pkcs11Attribute[]): void;
  C_FindObjects(session: Pkcs11Handle, maxObjectCount: number): Pkcs11Handle[];
  C_FindObjectsFinal(session: Pkcs11Handle): void;
  C_GetAttributeValue(
    session: Pkcs11Handle,
    object: Pkcs11Handle,
    template: Pkcs11Attribute[],
  ): { readonly type: number; readonly value: Buffer }[];
  C_SignInit(
    session: Pkcs11Handle,
    mechanism: { readonly mechanism: number },
    key: Pkcs11Handle,
  ): void;
  C_Sign(session: Pkcs11Handle, data: Buffer, signature: Buffer): Buffer;
}

export interface Pkcs11TokenInfo {
  readonly label: string;
  readonly manufacturerID: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly flags: number;
}

/** What the module throws: `message` is the name of the return value, `code` its number. */
export interface Pkcs11Refusal extends Error {
  readonly code: number;
}

/** Makes a module that has loaded nothing yet. */
export type Pkcs11Binding = () => Pkcs11Module;

/**
 * Loads pkcs11js.
 *
 * @throws Failure of kind `key` where it is not installed
 */
export async function loadPkcs11js(): Promise<Pkcs11Binding> {
  // Not a literal: neither compilers nor bundlers are to look for what may not be there.
  const name: string = 'pkcs11js';
  try {
    const loaded = (await import(name)) as Pkcs11js & { readonly default?: Pkcs11js };
    const { PKCS11 } = loaded.default ?? loaded;
    return () => new PKCS11();
  } catch (error) {
    // An executable that has Node in itself looks for no packages.
    const inExecutable = (error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_BUILTIN_MODULE';
    throw new Failure('pkcs11-no-binding', { inExecutable }, { cause: error });
  }
}

interface Pkcs11js {
  readonly PKCS11: new () => Pkcs11Module;
}

/** Values of PKCS#11's own header, pkcs11t.h. */
export const CK = {
  userTypeUser: 1,
  userTypeContextSpecific: 2,
  classPublicKey: 2,
  classPrivateKey: 3,
  keyTypeRsa: 0,
  flagLoginRequired: 0x4,
  flagProtectedAuthenticationPath: 0x100,
  flagTokenInitialized: 0x400,
  flagSerialSession: 0x4,
  attributeClass: 0x0,
  attributeLabel: 0x3,
  attributeKeyType: 0x100,
  attributeId: 0x102,
  attributeSign: 0x108,
  attributeModulus: 0x120,
  attributePublicExponent: 0x122,
  attributeAlwaysAuthenticate: 0x202,
  mechanismRsaPkcs: 0x1,
  mechanismSha256RsaPkcs: 0x40,
  returnPinIncorrect: 0xa0,
  returnPinLocked: 0xa4,
  returnUserAlreadyLoggedIn: 0x100,
  returnCryptokiAlreadyInitialized: 0x191,
} as const;
