/**
 * Keys on PKCS#11 tokens: smart cards, HSMs, SoftHSM2.
 */
import { createHash, type KeyObject } from 'node:crypto';
import { Failure } from '../../failure.ts';
import { encodeSha256Info } from '../encodings/pkcs1-block.ts';
import { type OpenedSigner, openedSigner } from '../signer.ts';
import { matchesKey, matchesKeyOfDigest } from '../verify.ts';
import {
  CK,
  loadPkcs11js,
  type Pkcs11Binding,
  type Pkcs11Handle,
  type Pkcs11Module,
  type Pkcs11Refusal,
} from './pkcs11-binding.ts';
import { findKey, findToken, readPublicKey, type TokenKey } from './pkcs11-search.ts';
import { cutAtPin, hidePin, parsePkcs11Uri } from './pkcs11-uri.ts';

export interface Pkcs11Options {
  /** RFC 7512; `module-path` names the module. */
  readonly uri: string;
  /** The module of a URI that names none. */
  readonly modulePath?: string;
  /** Asked where the URI has neither pin-value nor pin-source, once, and not for tokens with a PIN pad. */
  readonly askPin?: (token: string) => Promise<string>;
  /** Reads the file of a pin-source, for its first line. */
  readonly readPinFile?: (path: string) => Promise<Uint8Array>;
  /** Loads the binding to C; the package pkcs11js if it is not given. */
  readonly loadBinding?: () => Promise<Pkcs11Binding>;
}

/**
 * Opens a key on a token, by the mechanism CKM_SHA256_RSA_PKCS; where the token has not got it, the
 * hash is made here and CKM_RSA_PKCS signs it, which gives the same bytes.
 *
 * @throws Failure of kind `usage` where the URI is wrong, of kind `key` where the module, the token or
 *   the key is not there, or the PIN is wrong
 * @example
 * const signer = await openPkcs11({
 *   uri: 'pkcs11:token=officer1;object=quorum?module-path=/usr/lib/softhsm/libsofthsm2.so',
 *   askPin: () => readFile('pin', 'utf8'),
 * });
 */
export async function openPkcs11(options: Pkcs11Options): Promise<OpenedSigner> {
  const uri = parsePkcs11Uri(options.uri);
  const modulePath = uri.modulePath ?? options.modulePath;
  if (modulePath === undefined || modulePath === '') {
    throw new Failure('pkcs11-no-module', {});
  }
  const makeModule = await (options.loadBinding ?? loadPkcs11js)();
  const module = startModule(makeModule(), modulePath);
  try {
    const { slot, info } = findToken(module, uri);
    const session = module.C_OpenSession(slot, CK.flagSerialSession);
    const pin =
      (info.flags & CK.flagLoginRequired) === 0 ||
      (info.flags & CK.flagProtectedAuthenticationPath) !== 0
        ? undefined
        : await readPin(options, uri, info.label.trim());
    if ((info.flags & CK.flagLoginRequired) !== 0) logIn(module, session, CK.userTypeUser, pin);
    const key = findKey(module, session, uri);
    const publicKey = readPublicKey(module, session, key);
    const hashes = module.C_GetMechanismList(slot).includes(CK.mechanismSha256RsaPkcs);
    const open = { module, session, key, publicKey, pin };
    return openedSigner({
      publicKey,
      description: hidePin(options.uri),
      sign: async (message) =>
        hashes ? signMessageOnToken(open, message) : signDigestOnToken(open, sha256(message)),
      signDigest: async (digest) => signDigestOnToken(open, digest),
      close: async () => stopModule(module),
    });
  } catch (error) {
    stopModule(module);
    throw explain(error);
  }
}

interface OpenKey {
  readonly module: Pkcs11Module;
  readonly session: Pkcs11Handle;
  readonly key: TokenKey;
  readonly publicKey: KeyObject;
  readonly pin: string | undefined;
}

/** The token makes the hash. */
function signMessageOnToken(open: OpenKey, message: Uint8Array): Buffer {
  const signature = signOnToken(open, CK.mechanismSha256RsaPkcs, message);
  if (matchesKey(open.publicKey, message, signature)) return signature;
  throw new Failure('pkcs11-signature-wrong', {});
}

function signDigestOnToken(open: OpenKey, digest: Uint8Array): Buffer {
  const signature = signOnToken(open, CK.mechanismRsaPkcs, encodeSha256Info(digest));
  if (matchesKeyOfDigest(open.publicKey, digest, signature)) return signature;
  throw new Failure('pkcs11-signature-wrong', {});
}

function signOnToken(
  { module, session, key, publicKey, pin }: OpenKey,
  mechanism: number,
  data: Uint8Array,
): Buffer {
  try {
    module.C_SignInit(session, { mechanism }, key.handle);
    if (key.alwaysAuthenticate) logIn(module, session, CK.userTypeContextSpecific, pin);
    const length = Math.ceil((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
    return module.C_Sign(session, Buffer.from(data), Buffer.alloc(length));
  } catch (error) {
    throw explain(error);
  }
}

function sha256(message: Uint8Array): Buffer {
  return createHash('sha256').update(message).digest();
}

function startModule(module: Pkcs11Module, path: string): Pkcs11Module {
  try {
    module.load(path);
  } catch (error) {
    throw new Failure('pkcs11-module-unloadable', { path: cutAtPin(path) }, { cause: error });
  }
  try {
    module.C_Initialize();
  } catch (error) {
    if ((error as Pkcs11Refusal).code === CK.returnCryptokiAlreadyInitialized) return module;
    module.close();
    throw explain(error);
  }
  return module;
}

function stopModule(module: Pkcs11Module): void {
  try {
    module.C_Finalize();
  } finally {
    module.close();
  }
}

async function readPin(
  { askPin, readPinFile }: Pkcs11Options,
  { pinValue, pinSource }: ReturnType<typeof parsePkcs11Uri>,
  token: string,
): Promise<string> {
  if (pinValue !== undefined) return pinValue;
  if (pinSource !== undefined && readPinFile !== undefined) {
    const text = Buffer.from(await readPinFile(pinSource)).toString('utf8');
    return text.split(/\r?\n/, 1)[0] ?? '';
  }
  if (askPin !== undefined) return askPin(token);
  throw new Failure('pkcs11-no-pin', { token });
}

function logIn(
  module: Pkcs11Module,
  session: Pkcs11Handle,
  userType: number,
  pin: string | undefined,
): void {
  try {
    module.C_Login(session, userType, pin);
  } catch (error) {
    if ((error as Pkcs11Refusal).code !== CK.returnUserAlreadyLoggedIn) throw error;
  }
}

/** What the module refused, as a failure; failures of ours stay as they are. */
function explain(error: unknown): unknown {
  const { code, message } = error as Pkcs11Refusal;
  if (!/^CKR_/.test(message)) return error;
  if (code === CK.returnPinIncorrect) {
    return new Failure('pkcs11-wrong-pin', {}, { cause: error });
  }
  if (code === CK.returnPinLocked) {
    return new Failure('pkcs11-pin-locked', {}, { cause: error });
  }
  return new Failure('pkcs11-refuses', { returned: message }, { cause: error });
}
