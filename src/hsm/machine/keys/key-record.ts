import type { CurveName, KeyClass, KeyFlags, KeyQuorum, KeyType } from '../../keys.ts';

/** A key, as an HSM keeps it: all but what it is made of, which stands apart. Byte strings are base64, where no other is said. */
export interface KeyRecord {
  readonly handle: number;
  /** Id of the user who made it; there need be no such user any more. */
  readonly owner: number;
  /** Ids of users, in the order of sharing. */
  readonly sharedWith: readonly number[];
  readonly quorum: KeyQuorum;
  readonly class: KeyClass;
  readonly type: KeyType;
  readonly label: string;
  /** Hex. */
  readonly id: string;
  readonly flags: KeyFlags;
  /** Hex, three bytes; null where it has none. */
  readonly checkValue: string | null;
  /** As `key-length-bytes` tells it. */
  readonly bytes: number;
  /** SubjectPublicKeyInfo, DER, of a public or private key; null of a secret one. */
  readonly spki: string | null;
  /** Of an EC key, by the name by which it was asked for. */
  readonly curve: CurveName | null;
}

/** A key with what it is made of, in base64; null of a public one. */
export interface KeptKey {
  readonly record: KeyRecord;
  readonly material: string | null;
}

/** Names of the pages of some handles that follow each other. */
export interface Leaf {
  /** Records, in the order of their handles. */
  readonly records: string;
  /** What those of them are made of that are not public; null where all are. */
  readonly materials: string | null;
}
