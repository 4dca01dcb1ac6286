/**
 * How much work a key file may ask for. A pass phrase is made into a key by doing one thing many times, and
 * how often stands in the file: 2^31 − 1 times would keep whoever opens it waiting for an hour.
 */
import type { WorkKind } from '../../failure-codes/signer.ts';
import type { Refusal } from './key-refusal.ts';

/**
 * What is counted of each derivation, and the most that is done for one file (docs/keys.md has the table).
 * Each limit takes seconds, on a slow machine perhaps a minute.
 */
export const WORK_LIMITS: Readonly<Record<WorkKind, number>> = {
  /** Iterations (RFC 8018, 5.2). */
  pbkdf2: 10_000_000,
  /** N × r × p (RFC 7914); what `openssl pkcs8 -scrypt` writes has 2^17. */
  scrypt: 2 ** 22,
  /** Bytes: the limit of OpenSSL's EVP_PBE_scrypt. */
  'scrypt-memory': 32 * 2 ** 20,
  /** Iterations of PKCS#12's own derivation (RFC 7292, B.2), for its MAC and its older encryptions. */
  pkcs12: 1_000_000,
  /** Rounds of OpenSSH's bcrypt_pbkdf; `ssh-keygen -a`. */
  bcrypt: 1_000,
};

/** One derivation, as far as it takes time or memory. */
export interface Work {
  readonly kind: WorkKind;
  readonly count: number;
}

/** Adds up the work that one file asks for, before any of it is done. */
export class Workload {
  /** Of all that may be done, the part that was asked for; 1 is the most. */
  #share = 0;

  /**
   * @param container the code of what asks for it
   * @returns a refusal where it is too much
   */
  refuse(container: string, works: readonly Work[]): Refusal | undefined {
    for (const { kind, count } of works) {
      const limit = WORK_LIMITS[kind];
      const share = count / limit;
      // Memory is given back.
      if (kind !== 'scrypt-memory') this.#share += share;
      if (share <= 1 && this.#share <= 1) continue;
      const asked = share > 1 ? count : Math.ceil(this.#share * limit);
      return { why: 'key-work-too-large', container, work: kind, count: asked, limit };
    }
    return undefined;
  }
}
