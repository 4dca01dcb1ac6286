import { encodeTokenKey } from '../../../answers/token/encode-key.ts';
import type { TokenKey } from '../../../ceremony/token-key.ts';
import { fingerprintKey } from '../../../signer/fingerprint.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import type { TokenOddity } from '../../../token/oddities.ts';
import type { TokenRecord } from '../../../token/record.ts';
import { formatIsoTime } from '../../../words/iso-time.ts';
import { listServices, listUsers } from '../../../words/token.ts';
import type { Signed, SignedToken } from './answer.ts';
import type { Message } from './message.ts';
import type { Task } from './plan.ts';

/** What `--json` says of one signed file. */
export function encodeSigned(
  { bytes, digest, records, oddities }: Message,
  { input, output }: Task,
  signer: OpenedSigner,
  signature: Uint8Array,
  tokenKey: TokenKey | undefined,
): Signed {
  return {
    format: 'classic',
    file: input,
    bytes: bytes.length,
    sha256: digest,
    signature: output ?? null,
    signatureBase64: Buffer.from(signature).toString('base64'),
    key: fingerprintKey(signer.publicKey),
    token: encodeToken(records, oddities, tokenKey),
  };
}

/** What a token says; null where there are no records. */
export function encodeToken(
  records: readonly TokenRecord[],
  oddities: readonly TokenOddity[],
  key: TokenKey | undefined,
): SignedToken | null {
  const [first] = records;
  if (first === undefined) return null;
  const users = listUsers(records);
  const services = listServices(records);
  const { user, service, created } = first;
  return {
    user: users.length > 1 ? null : user,
    users,
    service: services.length > 1 ? null : service,
    services,
    ...(key !== undefined && { key: encodeTokenKey(key) }),
    nodes: records.map(({ node }) => node),
    created: formatIsoTime(created),
    oddities: oddities.map(({ code }) => code),
  };
}
