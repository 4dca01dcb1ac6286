import { fingerprintKey } from '../../../signer/fingerprint.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import type { TokenOddity } from '../../../token/oddities.ts';
import type { TokenRecord } from '../../../token/record.ts';
import { listServices, listUsers } from '../../../words/token.ts';
import type { Message } from './message.ts';
import type { Task } from './plan.ts';

/** What `--json` says of one signed file. */
export interface Signed {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The signature's file; null where it is in `signatureBase64`. */
  readonly signature: string | null;
  readonly signatureBase64: string;
  /** SHA-256 of the public key's SubjectPublicKeyInfo, hex. */
  readonly key: string;
  /** What the token says; null where the file is none. */
  readonly token: SignedToken | null;
}

interface SignedToken {
  /** Null where the records are of several. */
  readonly user: string | null;
  readonly users: readonly string[];
  /** Null where the records are for several. */
  readonly service: number | null;
  readonly services: readonly number[];
  readonly nodes: readonly number[];
  /** Unix seconds. */
  readonly created: number;
  /** What no HSM writes: codes. */
  readonly oddities: readonly string[];
}

export function encodeSigned(
  { bytes, digest, records: [first, ...others], oddities }: Message,
  { input, output }: Task,
  signer: OpenedSigner,
  signature: Uint8Array,
): Signed {
  return {
    file: input,
    bytes: bytes.length,
    sha256: digest,
    signature: output ?? null,
    signatureBase64: Buffer.from(signature).toString('base64'),
    key: fingerprintKey(signer.publicKey),
    token: first === undefined ? null : encodeToken([first, ...others], oddities),
  };
}

function encodeToken(
  records: readonly [TokenRecord, ...TokenRecord[]],
  oddities: readonly TokenOddity[],
): SignedToken {
  const users = listUsers(records);
  const services = listServices(records);
  const [{ user, service, created }] = records;
  return {
    user: users.length > 1 ? null : user,
    users,
    service: services.length > 1 ? null : service,
    services,
    nodes: records.map(({ node }) => node),
    created,
    oddities: oddities.map(({ code }) => code),
  };
}
