import type {
  Damage,
  HsmStateFailures,
  KeyMaterialProblem,
  ShapeProblem,
  StateAction,
  StateOutcome,
  StateProblem,
} from '../../failure-codes/hsm-state.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { describeKeyProblem } from '../quorum-key.ts';
import { quotePath } from '../quote-for-shell.ts';
import { systemWords } from '../system-errors.ts';
import { folderOf } from '../system-hints.ts';
import type { FailureWords } from './failure-words.ts';
import { describeShapeDetail } from './shape-detail.ts';

export const HSM_STATE_FAILURE_WORDS: FailureWords<HsmStateFailures> = {
  'state-malformed': { message: describeStateProblem },
  'state-damaged': {
    message: ({ path, damage }) =>
      `damaged state: ${escapeUnsafe(path)}: ${escapeUnsafe(describeDamage(damage))}`,
    hint: () =>
      "put the whole cluster folder back from a copy; to make a new one: 'mofn hsm init cluster'",
  },
  'state-version': {
    message: ({ path, ...versions }) => `${escapeUnsafe(path)} ${describeNewerVersion(versions)}`,
    hint: () => NEWER_VERSION_HINT,
  },
  'change-uncertain': {
    message: ({ others }) =>
      `cannot tell whether the change was made: ${countNoun(others, 'other')} came while this process slept`,
    hint: () => "look with 'mofn hsm show', and do it again where it was not",
  },
  'state-io': {
    message: ({ action, path, system }) =>
      `cannot ${ACTIONS[action]} ${escapeUnsafe(path)}: ${systemWords(system)}`,
    hint: ({ action, path, system, outcome }) => {
      const isMaking = action === 'make-cluster' || action === 'make-folder';
      const hint =
        (isMaking ? MAKING_HINTS[system]?.(path) : undefined) ??
        SYSTEM_HINTS[system] ??
        'check the disk, and the rights of the cluster folder';
      return outcome === null ? hint : `${hint}; ${OUTCOMES[outcome]}`;
    },
  },
  'counter-used-up': {
    message: ({ counter, maximum }) =>
      `the HSM's ${counter} number is ${maximum}, beyond which none can be given out; nothing was changed`,
    hint: () => 'no HSM comes so far: look who wrote the dump or the folder that it is from',
  },
  'cluster-missing': {
    message: ({ folder }) => `the cluster folder ${escapeUnsafe(folder)} does not exist`,
    hint: ({ folder }) => nameOne(folder),
  },
  'cluster-none': {
    message: ({ folder }) => `${escapeUnsafe(folder)} is no cluster: it has no cluster.json`,
    hint: ({ folder }) => nameOne(folder),
  },
  'cluster-exists': {
    message: ({ folder }) => `${escapeUnsafe(folder)} is a cluster already`,
    hint: () => 'choose another folder, or remove this one first',
  },
  'cluster-begun': {
    message: ({ folder, place }) =>
      `${escapeUnsafe(place)} exists already: another process is making a cluster in ${escapeUnsafe(folder)}, or was stopped at it`,
    hint: ({ folder }) => {
      const name = quotePath(folder);
      return (
        `look with "mofn hsm show --hsm ${name}"; where that finds no cluster, choose another folder, ` +
        `or remove what was left there: rm -rf ${name}/settings ${name}/server-* ${name}/.new-*`
      );
    },
  },
};

/** A document or dump that only a newer mofn can read. */
export function describeNewerVersion(versions: {
  readonly found: number;
  readonly expected: number;
}): string {
  return `is in version ${versions.found} of the format, this mofn reads up to version ${versions.expected}`;
}

export const NEWER_VERSION_HINT =
  "use the mofn that wrote it, or a newer one: 'mofn --version' tells yours";

const ACTIONS: Readonly<Record<StateAction, string>> = {
  read: 'read',
  write: 'write',
  'make-durable': 'make durable',
  'make-folder': 'make the folder',
  'read-folder': 'read the folder',
  'make-cluster': 'make the cluster',
};

const OUTCOMES: Readonly<Record<StateOutcome, string>> = {
  unchanged: 'nothing was changed',
  uncertain: "look with 'mofn hsm show' what became of it",
};

const NO_CLUSTER =
  "name the folder of a cluster with MOFN_HSM, or for mofn hsm with --hsm; to make one: 'mofn hsm init cluster'";
const NO_LINKS = 'put the cluster on a file system with hard links, such as ext4, xfs or tmpfs';

const SYSTEM_HINTS: Readonly<Record<string, string>> = {
  ENOENT: NO_CLUSTER,
  ENOTDIR: NO_CLUSTER,
  EEXIST: 'choose another folder, or remove what an interrupted init left there',
  ENOSPC: 'free some space on the disk, then do it again',
  EDQUOT: 'free some of the disk quota, then do it again',
  EROFS: 'the file system is read-only: put the cluster where it can be written',
  EACCES: 'make the cluster folder yours, and writable',
  EPERM: NO_LINKS,
  ENOTSUP: NO_LINKS,
  EOPNOTSUPP: NO_LINKS,
  EMLINK: NO_LINKS,
  EINVAL: 'put the cluster on a file system that can fsync folders, such as ext4, xfs or tmpfs',
  EIO: 'the disk reports an error: check it, and put the cluster on another one',
};

/** What helps where a cluster is to be made. */
const MAKING_HINTS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: () => 'no folder can be made there: choose another one',
  ENOTDIR: () => 'a file is in the way: choose a folder beside it, not below it',
  EEXIST: (path) => `"ls -ld ${quotePath(path)}" shows what is there: choose another folder`,
  EACCES: (path) =>
    `"ls -ld ${quotePath(folderOf(path))}" shows who may write there: choose another folder`,
  ENAMETOOLONG: () => 'choose a shorter name',
};

/** @param folder that is no cluster, and can become one */
function nameOne(folder: string): string {
  return `name the folder of a cluster with MOFN_HSM, or for mofn hsm with --hsm; to make one there: mofn hsm init ${quotePath(folder)}`;
}

const PARTS = {
  'user-id': 'user id',
  'user-name': 'user name',
  'quorum-key': 'quorum key',
  'quorum-key-id': 'quorum key id',
  session: 'session',
  'second-factor': 'second factor',
  'trust-anchor': 'trust anchor',
  challenge: 'challenge of',
  token: 'token',
  'token-id': 'token id',
  'session-key': 'session key',
  'key-handle': 'key handle',
} as const;

const MATERIAL_PROBLEMS: Readonly<Record<KeyMaterialProblem, string>> = {
  presence: 'a public key has no material, and every other key has',
  length: 'its material has not the length that is said',
  'public-key': 'its spki is no public key of its type and curve',
  'private-key': 'its material is no private key of its type',
  'other-pair': 'its material is the private key of another public key',
};

/** What is wrong with a state, in lower case. */
export function describeStateProblem(problem: StateProblem): string {
  switch (problem.problem) {
    case 'shape':
      return describePlace(problem);
    case 'log-end':
      return 'log: it does not end where the HSM says';
    case 'log-broken':
      return `log: its chain of hashes breaks at record ${problem.record}: it was cut or edited`;
    case 'key-refused':
      return `the ${PARTS[problem.what]} of ${problem.user}: ${describeKeyProblem(problem.key)}`;
    case 'certificate-refused':
      return `trust anchor ${problem.reference} is no certificate of a CA`;
    case 'not-of-type':
      return problem.what === 'm-value'
        ? 'mValues.clusterManagement: an HSM of this type has no such service'
        : 'mtls: an HSM of this type has no mutual TLS';
    case 'key-material':
      return `key ${problem.handle}: ${MATERIAL_PROBLEMS[problem.what]}`;
    case 'handle-beyond-next':
      return `key ${problem.handle} has a handle that is to be given out yet: the next number is ${problem.next}`;
    case 'keys-too-many':
      return `keys: ${problem.count} of them, an HSM of this type holds ${problem.maximum}`;
    case 'key-pages':
      return 'keys: their number does not go with their pages';
    case 'key-session':
      return `keys: key ${problem.handle} is of a log-in that is over`;
    case 'enforced-without-anchor':
      return 'mtls: certificates are asked for, and there is no trust anchor';
    case 'repeated':
      return `${PARTS[problem.what]} ${problem.value} is there twice`;
    case 'beyond-next':
      return (
        `${PARTS[problem.what]} ${problem.value} is in use, ` +
        `but the next one to be given out is ${problem.next}`
      );
    case 'token-record':
      return `tokens.${problem.index}.record: not a quorum token`;
    case 'token-node':
      return tellOfToken(problem, `is of node ${problem.node} and kept on ${problem.expected}`);
    case 'token-owner':
      return tellOfToken(problem, 'is of a user that does not exist');
    case 'token-approval':
      return tellOfToken(problem, 'has an approval of nothing that was signed');
  }
}

/** What is wrong with a value, behind its place. */
export function describePlace({ place, detail }: Pick<ShapeProblem, 'place' | 'detail'>): string {
  return behindPlace(place, describeShapeDetail(detail));
}

/** Words behind the place that they are of; at the top there is none. */
export function behindPlace(place: string, words: string): string {
  return place === '' ? words : `${place}: ${words}`;
}

function tellOfToken(
  { index, token }: { readonly index: number; readonly token: number },
  what: string,
): string {
  return `tokens.${index}: token ${token} ${what}`;
}

function describeDamage(damage: Damage): string {
  switch (damage.problem) {
    case 'empty':
      return 'it is empty';
    case 'head':
      return 'it does not begin as one of mofn does';
    case 'digest':
      return 'its content is not what its SHA-256 says';
    case 'json':
      return damage.detail;
    case 'format':
      return `its format is '${damage.found}', expected '${damage.expected}'`;
    case 'subject':
      return `it is the state of '${damage.found}', expected '${damage.expected}'`;
    case 'generation':
      return `it is generation ${damage.found}, its name says ${damage.expected}`;
    case 'no-generation':
      return 'no generation of it can be found';
    case 'log-folder-missing':
      return 'the folder of the older part of the audit log is missing';
    case 'object-missing':
      return 'it is missing, and the state of the HSM names it';
    case 'log-part-missing':
      return 'a part of the audit log is missing';
    case 'log-part-end':
      return `it does not end with record ${damage.record}`;
    case 'link':
      return 'it is a symbolic link, expected a file';
    case 'size':
      return `it has ${countNoun(damage.bytes, 'byte')}`;
    case 'not-a-file':
      return 'it is not a regular file';
    default:
      return describeStateProblem(damage);
  }
}
