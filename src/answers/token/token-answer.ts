import type { KeyAnswer } from './key-answer.ts';

/** What `mofn token show --json` answers of a quorum token. */
export interface TokenAnswer {
  readonly schemaVersion: 1;
  readonly file: string;
  readonly format: 'classic' | 'sdk5';
  readonly kind?: 'quorum';
  readonly user: string;
  readonly service: number;
  readonly serviceName: string | null;
  readonly allows: string | null;
  readonly namesOperation: false;
  readonly keyService?: string;
  readonly keyReference?: string;
  readonly key?: KeyAnswer;
  readonly sha256: string;
  /** The digest in words, where they are asked for. */
  readonly words?: readonly string[];
  readonly records: readonly {
    readonly id: number;
    readonly service: number;
    readonly node: number;
    readonly keyHandle: number;
    /** Hex. */
    readonly nonce: string;
    readonly user: string;
    readonly created: string | null;
  }[];
  readonly ageSeconds: number;
  readonly validitySeconds: number;
  readonly signatures: readonly {
    readonly username: string;
    readonly role: string | null;
    readonly bytes: number;
  }[];
  readonly warnings: readonly string[];
}

/** Of a registration or a log-in, in JSON of the newer command line. */
export interface OtherKindAnswer {
  readonly schemaVersion: 1;
  readonly file: string;
  readonly format: 'sdk5';
  readonly kind: 'registration' | 'mfa' | 'authdata';
  readonly entries: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly words?: readonly string[];
    readonly data: string | null;
    readonly signed: boolean;
  }[];
  readonly warnings: readonly string[];
}
