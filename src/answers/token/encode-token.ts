import { uint8ArrayToHex } from 'uint8array-extras';
import type { TokenKey } from '../../ceremony/token-key.ts';
import { findOddities } from '../../token/oddities.ts';
import type { TokenRecord } from '../../token/record.ts';
import { findService } from '../../token/service.ts';
import type { TokenFile } from '../../token/token-file.ts';
import { TOKEN_VALIDITY } from '../../token/validity.ts';
import { formatIsoTime } from '../../words/iso-time.ts';
import { describeOddity } from '../../words/oddities.ts';
import { serviceAllows } from '../../words/services.ts';
import { encodeTokenKey } from './encode-key.ts';
import type { TokenAnswer } from './token-answer.ts';

/** What is told of a token besides its file. */
export interface BesideToken {
  /** Seconds since 1970. */
  readonly now: number;
  /** Of the file, in words. */
  readonly cautions: readonly string[];
  /** The key that the token is for, where it is for one. */
  readonly key: TokenKey | undefined;
  /** Its digest in words, where they are wanted. */
  readonly words?: readonly string[] | undefined;
}

/** What `mofn token show --json` answers of a quorum token. */
export function encodeToken(
  path: string,
  file: TokenFile,
  { now, cautions, key, words }: BesideToken,
): TokenAnswer {
  const first = file.records[0] as TokenRecord;
  const age = now - first.created;
  const sdk5 = file.format === 'sdk5' ? file.sdk5 : undefined;
  return {
    schemaVersion: 1,
    file: path,
    format: file.format,
    ...(sdk5 !== undefined && { kind: 'quorum' as const }),
    user: first.user,
    service: first.service,
    serviceName: findService(first.service)?.name ?? null,
    allows: serviceAllows(first.service, file.format) ?? null,
    namesOperation: false,
    ...(sdk5?.service !== undefined && { keyService: sdk5.service }),
    ...(sdk5?.keyReference !== undefined && { keyReference: sdk5.keyReference }),
    ...(key !== undefined && { key: encodeTokenKey(key) }),
    sha256: file.digest,
    ...(words !== undefined && { words }),
    records: file.records.map((record) => ({
      ...record,
      nonce: uint8ArrayToHex(record.nonce),
      created: formatIsoTime(record.created),
    })),
    ageSeconds: age,
    validitySeconds: Math.min(TOKEN_VALIDITY, Math.max(0, TOKEN_VALIDITY - age)),
    signatures: (sdk5?.signatures ?? []).map(({ username, role, signature }) => ({
      username,
      role: role ?? null,
      bytes: signature.length,
    })),
    warnings: [...findOddities(file.records).map(describeOddity), ...cautions],
  };
}
