import type { ClientName } from './clients.ts';
import type { HsmType } from './hsm-types.ts';
import type { KeyAttributeName, KeyClass, KeyFlag, KeyType } from './keys.ts';

/**
 * What may be said of a key's attributes, when it is made and later: the one table of it (AWS CloudHSM user
 * guide, "Key attributes for CloudHSM CLI").
 */

/** What a key is, as far as rules go by it. */
export interface KeyKind {
  readonly class: KeyClass;
  readonly type: KeyType;
}

interface FlagRule {
  /** As a key has it of which nothing else is said. */
  readonly usual: (kind: KeyKind) => boolean;
  /** Whether a value can be said when the key is made. */
  readonly isGiven: (kind: KeyKind, hsm: HsmType, value: boolean) => boolean;
}

const yes = (): boolean => true;
const no = (): boolean => false;
const ofClass =
  (...classes: readonly KeyClass[]) =>
  (kind: KeyKind): boolean =>
    classes.includes(kind.class);
const given = (usual: FlagRule['usual']): FlagRule => ({ usual, isGiven: yes });
const computed: FlagRule = { usual: no, isGiven: no };

/** Those that are computed: see {@link computeFlags} of the machine. */
export const FLAG_RULES: Readonly<Record<KeyFlag, FlagRule>> = {
  encrypt: given(no),
  decrypt: given(no),
  token: given(yes),
  'always-sensitive': computed,
  // "It must be False for all public keys": "Modifying PKCS #11 library attributes for Client SDK 5".
  derive: {
    usual: no,
    isGiven: (kind, hsm, value) =>
      (hsm === 'hsm2m' || kind.type !== 'rsa') && !(value && kind.class === 'public-key'),
  },
  destroyable: given(yes),
  extractable: given(yes),
  local: computed,
  modifiable: given(yes),
  'never-extractable': computed,
  private: given(yes),
  sensitive: { usual: ofClass('secret-key', 'private-key'), isGiven: ofClass('private-key') },
  sign: given(ofClass('secret-key')),
  trusted: computed,
  unwrap: { usual: no, isGiven: ofClass('secret-key', 'private-key') },
  verify: given(ofClass('secret-key')),
  wrap: { usual: no, isGiven: ofClass('secret-key', 'public-key') },
  'wrap-with-trusted': given(no),
};

/** Who sets an attribute of a key that is there already, on which HSMs, and to what alone. */
interface SetRule {
  readonly by: 'owner' | 'officer';
  readonly on?: HsmType;
  /** The classic client does so on every HSM (AWS CloudHSM user guide of 2023, "setAttribute"). */
  readonly isClassic?: true;
  readonly to?: boolean;
  /** What a public key cannot have. */
  readonly neverOfPublic?: boolean;
}

/** Those that are missing are never set. */
const SET_RULES: { readonly [Name in KeyAttributeName]?: SetRule } = {
  label: { by: 'owner' },
  id: { by: 'owner', on: 'hsm2m' },
  encrypt: { by: 'owner' },
  decrypt: { by: 'owner' },
  token: { by: 'owner', to: true },
  derive: { by: 'owner', on: 'hsm2m', isClassic: true, neverOfPublic: true },
  destroyable: { by: 'owner' },
  extractable: { by: 'owner', on: 'hsm2m', to: false },
  modifiable: { by: 'owner', to: false },
  sign: { by: 'owner' },
  trusted: { by: 'officer' },
  unwrap: { by: 'owner' },
  verify: { by: 'owner' },
  wrap: { by: 'owner' },
  // "Once you set CKA_WRAP_WITH_TRUSTED to true, the attribute becomes read-only": "Trusted key attributes".
  'wrap-with-trusted': { by: 'owner', to: true },
};

/** Who sets it, and of what. */
interface Setter {
  readonly by: SetRule['by'];
  /** The type of the HSM that the key is in. */
  readonly hsm: HsmType;
  readonly client: ClientName;
  /** Of the key. */
  readonly class: KeyClass;
}

/**
 * Whether somebody sets an attribute to a value.
 *
 * @example
 * const setter = { by: 'owner', hsm: 'hsm2m', client: 'sdk5', class: 'secret-key' } as const;
 * isSettable('extractable', true, setter); // false: from true to false only
 */
export function isSettable(
  name: KeyAttributeName,
  value: boolean | string,
  { by, hsm, client, class: keyClass }: Setter,
): boolean {
  const rule = SET_RULES[name];
  if (rule === undefined || rule.by !== by) return false;
  const isText = name === 'label' || name === 'id';
  if ((typeof value === 'string') !== isText) return false;
  if (rule.neverOfPublic === true && value === true && keyClass === 'public-key') return false;
  const isThere = (rule.on ?? hsm) === hsm || (rule.isClassic === true && client === 'classic');
  return isThere && (rule.to ?? value) === value;
}
