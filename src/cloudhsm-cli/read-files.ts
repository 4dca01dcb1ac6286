/**
 * Files that a command is given. What is wrong with one ends the command before any HSM is asked.
 */
import type { KeyObject } from 'node:crypto';
import { X509Certificate } from 'node:crypto';
import { isFailure } from '../failure.ts';
import type { OperationApproval } from '../hsm/protocol.ts';
import { nodeCrypto } from '../node/node-crypto.ts';
import type { Sdk5Document } from '../token/sdk5/document.ts';
import { typeOfRole } from '../token/sdk5/roles.ts';
import { refuse, type Shell } from './command.ts';

/** Most bytes of a file that a command reads. */
const LARGEST_FILE = 1 << 20;

/**
 * The approvals of a token file, as an HSM takes them. Whether they are right is for the HSM to say.
 *
 * @param path nothing where the command was given none
 * @throws CommandError where the file is none that the tool writes
 */
export async function readApproval(
  path: string | undefined,
  shell: Shell,
): Promise<{ readonly approval?: OperationApproval }> {
  if (path === undefined) return {};
  const bytes = readFile(path, shell);
  const { parseSdk5Token } = await import('../token/sdk5-token.ts');
  const token = await orRefuse(path, shell, () => parseSdk5Token(bytes, nodeCrypto));
  const approvals = token.signatures.map(({ username, role, signature, problem }, index) => {
    if (problem !== undefined) {
      refuseDocument(path, 'base64', `signatures[${index}].signature is not base64`, shell);
    }
    const type = role === undefined ? null : typeOfRole(role);
    if (type === undefined) {
      refuseDocument(path, 'role', `signatures[${index}].role is no role that approves`, shell);
    }
    return { type, name: username, signature };
  });
  return { approval: { multiToken: token.approvalData, approvals } };
}

/** What was signed, and its signature. */
export interface SignedEntry {
  /** SHA-256 of what was signed. */
  readonly digest: Uint8Array;
  /** Of a registration. */
  readonly data: Uint8Array | undefined;
  readonly signature: Uint8Array;
}

/**
 * The entries of a registration, or of a log-in with a second factor.
 *
 * @throws CommandError where the file is none of that kind
 */
export async function readSignedEntries(
  path: string,
  kind: 'registration' | 'mfa',
  shell: Shell,
): Promise<readonly SignedEntry[]> {
  const bytes = readFile(path, shell);
  const { readSdk5File } = await import('../token/sdk5-token.ts');
  const document: Sdk5Document = await orRefuse(path, shell, () => readSdk5File(bytes, nodeCrypto));
  if (document.kind !== kind) {
    refuseDocument(path, 'sdk5-kind', `it is a ${document.kind} file, and no ${kind} file`, shell);
  }
  // The kinds have the same shape; the compiler does not see it.
  const { tokens } = document as Extract<Sdk5Document, { readonly kind: 'mfa' | 'registration' }>;
  return tokens.map(({ unsigned, approvalData, signed }, index) => {
    if (signed?.problem !== undefined) {
      refuseDocument(path, 'base64', `tokens[${index}].signed is not base64`, shell);
    }
    return {
      digest: unsigned?.bytes ?? new Uint8Array(),
      data: approvalData?.bytes,
      signature: signed?.bytes ?? new Uint8Array(),
    };
  });
}

/** A public key on its own or in a certificate, as SubjectPublicKeyInfo in DER. @throws CommandError */
export async function readPublicKeyFile(path: string, shell: Shell): Promise<Uint8Array> {
  const bytes = readFile(path, shell);
  const { readPublicKey } = await import('../signer/containers/public-key.ts');
  const key: KeyObject | undefined = readPublicKey(bytes);
  if (key !== undefined) return key.export({ type: 'spki', format: 'der' });
  refuse(shell, {
    code: 'key-not-opened',
    path,
    problem: 'no-key',
    printed: 'it holds no public key',
  });
}

/** A certificate in PEM or DER, as DER. @throws CommandError */
export function readCertificate(path: string, shell: Shell): Uint8Array {
  const bytes = readFile(path, shell);
  try {
    return new X509Certificate(bytes).raw;
  } catch {
    refuse(shell, { code: 'certificate-not-opened', path });
  }
}

/** The bytes of a file, whole. @throws CommandError */
export function readFile(path: string, shell: Shell): Uint8Array {
  const file = shell.files.open(path, LARGEST_FILE);
  if (file === undefined) refuse(shell, { code: 'file-not-opened', path });
  if (file.size > LARGEST_FILE) {
    refuse(shell, { code: 'file-too-large', path, maximum: LARGEST_FILE });
  }
  return file.start;
}

/** @throws CommandError in place of a failure of the file */
async function orRefuse<Read>(path: string, shell: Shell, read: () => Read): Promise<Read> {
  try {
    return read();
  } catch (thrown) {
    if (!isFailure(thrown)) throw thrown;
    const { describeFailure } = await import('../words/failures/index.ts');
    refuseDocument(path, thrown.code, describeFailure(thrown).message, shell);
  }
}

/** @throws CommandError */
export function refuseDocument(
  path: string,
  problem: string,
  printed: string,
  shell: Shell,
): never {
  refuse(shell, { code: 'sdk5-file-not-read', path, problem, printed });
}

const PEM_BEGINNINGS = /-----BEGIN [^-]*-----/g;
/** Public keys in PEM, and those of RSA as PKCS #1 has them. */
const PUBLIC_PEM = /^-----BEGIN (?:RSA )?PUBLIC KEY-----$/;

/**
 * A public key in PEM that is to be imported, as SubjectPublicKeyInfo in DER. Of a file with a private key nothing
 * is shown or kept.
 *
 * @throws CommandError
 */
export async function readImportedKey(
  path: string,
  type: 'rsa' | 'ec',
  shell: Shell,
): Promise<Uint8Array> {
  const bytes = readFile(path, shell);
  const { holdsPrivateKey } = await import('../signer/containers/private-key.ts');
  if (await holdsPrivateKey(bytes)) refuse(shell, { code: 'private-key-given', path });
  const { readPublicKey } = await import('../signer/containers/public-key.ts');
  const [first = '', ...more] = Buffer.from(bytes).toString('latin1').match(PEM_BEGINNINGS) ?? [];
  // Of several, nobody could tell which one the HSM has now.
  const isOne = more.length === 0 && PUBLIC_PEM.test(first);
  const key = isOne ? readPublicKey(bytes) : undefined;
  const found = key?.asymmetricKeyType;
  if (key === undefined || found === undefined) {
    refuse(shell, {
      code: 'key-not-opened',
      path,
      problem: 'no-key',
      printed:
        more.length === 0 ? 'it holds no public key in PEM' : 'it holds several things in PEM',
    });
  }
  if (found !== type) refuse(shell, { code: 'key-of-other-type', path, found });
  return key.export({ type: 'spki', format: 'der' });
}
