/**
 * The key that a token of a key service is for, as far as it is known.
 */

/** What a token says of its key, and what a cluster at hand says of it. */
export interface TokenKey {
  /** As `0x0000000000680006`. */
  readonly reference: string;
  /** Of the token. */
  readonly service: number;
  /** Who asked for the token, as it stands there. */
  readonly requester: string;
  readonly found: KeyFound;
}

/** What came of looking a key up. `cluster`: the folder, as it was named. */
export type KeyFound =
  /** no cluster is at hand */
  | { readonly state: 'no-cluster' }
  /** what is named is no cluster, or is damaged */
  | { readonly state: 'unreadable'; readonly cluster: string }
  /** the cluster has no such key */
  | { readonly state: 'no-key'; readonly cluster: string }
  /** `hasToken`: whether the token is live there; if not, the key may be another one of the same handle */
  | {
      readonly state: 'found';
      readonly cluster: string;
      readonly key: KnownKey;
      readonly hasToken: boolean;
      /** What the cluster's clock shows, in milliseconds since 1970. */
      readonly now: number;
    };

/** What the clock shows by which a token ages: that of the cluster where it is live, else the machine's. */
export function clockOf(key: TokenKey | undefined, machine: number): number {
  return key?.found.state === 'found' && key.found.hasToken ? key.found.now : machine;
}

/** A key, as people tell it from others. */
export interface KnownKey {
  readonly label: string;
  /** As `private-key`. */
  readonly class: string;
  /** As `ec`. */
  readonly type: string;
  /** Of an EC key, its curve. */
  readonly curve: string | undefined;
  /** SHA-256 of the public key's SubjectPublicKeyInfo, hex; of a secret key there is none. */
  readonly fingerprint: string | undefined;
  /** Three bytes, hex; a generic secret has none. */
  readonly checkValue: string | undefined;
  /** Whether its owner can delete it, which no quorum covers. */
  readonly isDestroyable: boolean;
  /** Missing where its user is no more. */
  readonly owner: string | undefined;
  /** In the order of sharing. */
  readonly sharedWith: readonly string[];
  /** Those of both who have registered no key to approve with. */
  readonly usersWithoutKey: readonly string[];
  readonly quorum: { readonly use: number; readonly manage: number };
}
