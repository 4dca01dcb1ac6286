/**
 * The roster: which officers there are, and each one's public key. It is a folder of `NAME.pub` files;
 * reading the folder is the caller's affair.
 */
import { compareNames } from '../compare-names.ts';
import type { RsaPublicNumbers } from '../crypto-provider.ts';
import type { AnyFailure } from '../failure.ts';
import { decodeLatin1 } from '../latin1.ts';
import { type PublicKeyType, readPlainPublicKey } from '../signer/encodings/public-key.ts';
import {
  findQuorumKeyProblems,
  findUnusualExponent,
  type RsaKeyFlaw,
} from '../token/quorum-key.ts';
import { canonicalUserName } from '../token/user-name.ts';
import { identifyKey, type OfficerKey } from './officer-key.ts';

/** A file of the roster's folder, or why it could not be read. */
export interface RosterFile {
  /** Without its folder: `officer1.pub`. */
  readonly fileName: string;
  readonly content: Uint8Array | { readonly unreadable: AnyFailure };
}

/** An officer of the roster. */
export type RosterOfficer = UsableOfficer | UnusableOfficer;

interface NamedOfficer {
  /** In lower case, as the HSM shows it. */
  readonly name: string;
  readonly fileName: string;
}

export interface UsableOfficer extends NamedOfficer {
  readonly key: OfficerKey;
  /** Others that are the officer's too: a policy may have an old key beside a new one. A folder has none. */
  readonly otherKeys?: readonly OfficerKey[];
  /** Why an HSM would not have this key as the officer's. */
  readonly problem?: KeyProblem;
  /** The public exponent, in decimal, of a key that an HSM has, where it is not 65537 as of nearly all. */
  readonly unusualExponent?: string;
}

export interface UnusableOfficer extends NamedOfficer {
  readonly key?: undefined;
  /** Why there is no key. */
  readonly problem: MissingKeyProblem;
}

/** Why an HSM would not have a key as an officer's. */
export type KeyProblem =
  /** HSMs register keys of 2048 bits only */
  | { readonly code: 'key-size'; readonly bits: number }
  /** no signature under it proves anything */
  | { readonly code: 'key-flaw'; readonly problem: RsaKeyFlaw }
  /** another officer has the same key, which counts once */
  | { readonly code: 'shared-key'; readonly owner: string };

/** Why an officer's file gives no key. */
export type MissingKeyProblem =
  | { readonly code: 'unreadable'; readonly failure: AnyFailure }
  | { readonly code: 'empty' }
  /** it belongs to its officer alone */
  | { readonly code: 'private-key' }
  | { readonly code: 'openssh-key' }
  /** neither a public key nor a certificate */
  | { readonly code: 'no-key' }
  | { readonly code: 'not-rsa'; readonly type: PublicKeyType }
  /** another file is of the same officer, and holds something else */
  | { readonly code: 'differs'; readonly other: string };

/** Everything that may be the matter with an officer's file. */
export type RosterProblem = KeyProblem | MissingKeyProblem;

/** Why a file that looks like one of a roster names no officer. */
export type StrayProblem =
  /** its name does not end in `.pub` */
  { readonly code: 'ending' } | { readonly code: 'no-user-name'; readonly name: string };

export interface Roster {
  /** In the order of their names, numbers in them by value: officer2 before officer10. */
  readonly officers: readonly RosterOfficer[];
  /** Files that look like a roster's and name no officer. */
  readonly strays: readonly { readonly fileName: string; readonly problem: StrayProblem }[];
}

const ENDING = /\.pub$/i;
/** What people call keys and certificates too. */
const NEAR_ENDING = /\.(pem|crt|cer|der|cert)$/i;

/**
 * Reads a roster. One bad file hides no other: it becomes the `problem` of its officer.
 *
 * @param files all files of the folder; `officer1.pub` holds officer1's public key or certificate, PEM
 * or DER. Other files are left alone; those named as keys commonly are, are listed as strays.
 * @returns the officers; it never throws
 * @example
 * const roster = readRoster([{ fileName: 'officer1.pub', content: readFileSync('roster/officer1.pub') }]);
 * findOfficer(roster, 'OFFICER1')?.key?.bits; // 2048
 */
export function readRoster(files: readonly RosterFile[]): Roster {
  const strays: { fileName: string; problem: StrayProblem }[] = [];
  const officers = new Map<string, RosterOfficer>();
  for (const file of [...files].sort((a, b) => compareNames(a.fileName, b.fileName))) {
    const { fileName } = file;
    if (!ENDING.test(fileName)) {
      if (NEAR_ENDING.test(fileName)) {
        strays.push({ fileName, problem: { code: 'ending' } });
      }
      continue;
    }
    const stem = fileName.replace(ENDING, '');
    const name = canonicalUserName(stem);
    if (name === undefined) {
      strays.push({ fileName, problem: { code: 'no-user-name', name: stem } });
      continue;
    }
    const officer = { name, fileName, ...readOfficerKey(file) };
    const other = officers.get(name);
    officers.set(name, other === undefined ? officer : mergeTwins(other, officer));
  }
  return { officers: markSharedKeys([...officers.values()]), strays };
}

/** The officer of that name, whatever the case of its letters. */
export function findOfficer(roster: Roster, name: string): RosterOfficer | undefined {
  const canonical = canonicalUserName(name);
  return roster.officers.find((officer) => officer.name === canonical);
}

/** Every key that an officer has, the one that counts first; none where the roster has no key. */
export function keysOfOfficer(officer: RosterOfficer | undefined): readonly OfficerKey[] {
  return officer?.key === undefined ? [] : [officer.key, ...(officer.otherKeys ?? [])];
}

/** The public key of a file, or why it gives none. */
export type KeyOrProblem =
  | Pick<UsableOfficer, 'key' | 'problem' | 'unusualExponent'>
  | Pick<UnusableOfficer, 'key' | 'problem'>;

/** Reads an officer's public key or certificate, PEM or DER, and judges it as HSMs do. It never throws. */
export function readOfficerKey({ content }: Pick<RosterFile, 'content'>): KeyOrProblem {
  if ('unreadable' in content) {
    return { problem: { code: 'unreadable', failure: content.unreadable } };
  }
  if (content.length === 0) return { problem: { code: 'empty' } };
  const key = readPlainPublicKey(content);
  if (key === undefined) return { problem: recogniseOther(content) };
  if (key.type !== 'rsa') return { problem: { code: 'not-rsa', type: key.type } };
  const { numbers, bits } = key;
  return { key: { numbers, bits }, ...judgeKey(numbers) };
}

function judgeKey(numbers: RsaPublicNumbers): Pick<UsableOfficer, 'problem' | 'unusualExponent'> {
  const [problem] = findQuorumKeyProblems(numbers);
  if (problem?.code === 'size') return { problem: { code: 'key-size', bits: problem.bits } };
  if (problem !== undefined) return { problem: { code: 'key-flaw', problem } };
  const unusualExponent = findUnusualExponent(numbers);
  return unusualExponent === undefined ? {} : { unusualExponent };
}

function recogniseOther(content: Uint8Array): MissingKeyProblem {
  const text = decodeLatin1(content);
  if (text.includes('PRIVATE KEY-----')) return { code: 'private-key' };
  if (/^ssh-[a-z0-9-]+ /.test(text)) return { code: 'openssh-key' };
  return { code: 'no-key' };
}

/** `Officer1.pub` beside `officer1.pub`: one officer for the HSM, so they must agree. */
function mergeTwins(first: RosterOfficer, second: RosterOfficer): RosterOfficer {
  const areSame =
    first.key !== undefined &&
    second.key !== undefined &&
    identifyKey(first.key) === identifyKey(second.key);
  if (areSame) return first;
  const { name, fileName } = first;
  return { name, fileName, problem: { code: 'differs', other: second.fileName } };
}

/** An HSM does not register a key that another officer has registered. */
function markSharedKeys(officers: RosterOfficer[]): RosterOfficer[] {
  const owners = new Map<string, string>();
  return officers
    .sort((a, b) => compareNames(a.name, b.name))
    .map((officer) => {
      // A key that counts for nobody takes nothing from whoever has the same.
      if (officer.key === undefined || officer.problem !== undefined) return officer;
      const id = identifyKey(officer.key);
      const owner = owners.get(id);
      if (owner !== undefined) return { ...officer, problem: { code: 'shared-key', owner } };
      owners.set(id, officer.name);
      return officer;
    });
}
