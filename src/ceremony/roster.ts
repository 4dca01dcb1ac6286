/**
 * The roster: which officers there are, and each one's public key. It is a folder of `NAME.pub` files;
 * reading the folder is the caller's affair.
 */
import type { KeyObject } from 'node:crypto';
import { escapeUnsafe } from '../printable.ts';
import { readPublicKey } from '../signer/containers/public-key.ts';
import { QUORUM_KEY_BITS } from '../signer/quorum-key.ts';
import { canonicalUserName } from '../token/user-name.ts';

/** A file of the roster's folder, or why it could not be read. */
export interface RosterFile {
  /** Without its folder: `officer1.pub`. */
  readonly fileName: string;
  readonly content: Uint8Array | { readonly unreadable: string };
}

/** A key that signatures can be checked with. */
export interface OfficerKey {
  readonly key: KeyObject;
  /** Length of the modulus in bytes, and so of a signature. */
  readonly bytes: number;
  readonly bits: number;
  /** The modulus, for telling whether two keys are the same; no one should parse it. */
  readonly modulus: string;
}

/** An officer of the roster. */
export interface RosterOfficer {
  /** In lower case, as the HSM shows it. */
  readonly name: string;
  readonly fileName: string;
  /** Missing where the file holds none; then `problem` says why. */
  readonly key?: OfficerKey;
  /** Why an HSM would not have this key as the officer's, or why there is none. */
  readonly problem?: string;
}

export interface Roster {
  /** In the order of their names, numbers in them by value: officer2 before officer10. */
  readonly officers: readonly RosterOfficer[];
  /** Files that look like a roster's and name no officer: file name and what is the matter. */
  readonly strays: readonly { readonly fileName: string; readonly problem: string }[];
}

const ENDING = /\.pub$/i;
/** What people call keys and certificates too. */
const NEAR_ENDING = /\.(pem|crt|cer|der|cert)$/i;
const SORTER = new Intl.Collator('en', { numeric: true });

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
  const strays: { fileName: string; problem: string }[] = [];
  const officers = new Map<string, RosterOfficer>();
  for (const file of [...files].sort((a, b) => SORTER.compare(a.fileName, b.fileName))) {
    const { fileName } = file;
    if (!ENDING.test(fileName)) {
      if (NEAR_ENDING.test(fileName)) {
        strays.push({ fileName, problem: 'it is left alone: a roster has NAME.pub files' });
      }
      continue;
    }
    const stem = fileName.replace(ENDING, '');
    const name = canonicalUserName(stem);
    if (name === undefined) {
      const problem = `"${escapeUnsafe(stem)}" is no user name: 1 to 31 letters, digits and _`;
      strays.push({ fileName, problem });
      continue;
    }
    const officer = { name, fileName, ...readKey(file) };
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

function readKey({ content }: RosterFile): Pick<RosterOfficer, 'key' | 'problem'> {
  if ('unreadable' in content) return { problem: `it cannot be read: ${content.unreadable}` };
  if (content.length === 0) return { problem: 'it is empty, expected a public key' };
  const key = readPublicKey(content);
  if (key === undefined) return { problem: describeOther(content) };
  const type = key.asymmetricKeyType ?? 'unknown';
  if (type !== 'rsa') return { problem: `its key is of type ${type}, expected RSA` };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const modulus = key.export({ format: 'jwk' }).n ?? '';
  const opened = { key, bits, bytes: Math.ceil(bits / 8), modulus };
  if (bits === QUORUM_KEY_BITS) return { key: opened };
  return {
    key: opened,
    problem: `its key has ${bits} bits, and an HSM registers keys of ${QUORUM_KEY_BITS} bits only`,
  };
}

function describeOther(content: Uint8Array): string {
  const text = Buffer.from(content).toString('latin1');
  if (text.includes('PRIVATE KEY-----')) {
    return 'it holds a private key, which belongs to its officer alone; put the public key here';
  }
  if (/^ssh-[a-z0-9-]+ /.test(text)) {
    return 'it holds an OpenSSH public key; "ssh-keygen -e -m PKCS8 -f FILE" converts one';
  }
  return 'it holds no public key and no certificate, PEM or DER';
}

/** `Officer1.pub` beside `officer1.pub`: one officer for the HSM, so they must agree. */
function mergeTwins(first: RosterOfficer, second: RosterOfficer): RosterOfficer {
  if (first.key !== undefined && first.key.modulus === second.key?.modulus) return first;
  const { name, fileName } = first;
  return {
    name,
    fileName,
    problem: `${escapeUnsafe(second.fileName)} is of the same officer and holds something else`,
  };
}

/** An HSM does not register a key that another officer has registered. */
function markSharedKeys(officers: RosterOfficer[]): RosterOfficer[] {
  const owners = new Map<string, RosterOfficer>();
  return officers
    .sort((a, b) => SORTER.compare(a.name, b.name))
    .map((officer) => {
      if (officer.key === undefined) return officer;
      const owner = owners.get(officer.key.modulus);
      if (owner === undefined) {
        owners.set(officer.key.modulus, officer);
        return officer;
      }
      return { ...officer, problem: `its key is ${owner.name}'s too, and counts once` };
    });
}
