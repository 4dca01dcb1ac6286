import type {
  ArchiveField,
  ArchivePathProblem,
  BundleFailures,
  ManifestProblem,
} from '../../failure-codes/bundle.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { FailureWords } from './failure-words.ts';

const PATH_PROBLEMS: Readonly<Record<ArchivePathProblem, string>> = {
  malformed: 'is no path that a bundle has',
  'too-long': 'is longer than any path of a bundle',
  repeated: 'is there twice, be it in other letters',
  'within-file': 'is both a file and a folder',
  order: 'is not in its place: files stand in the order of their paths',
};

const MANIFEST_PROBLEMS: Readonly<Record<ManifestProblem, string>> = {
  json: 'is no sound JSON',
  member: 'is missing, unknown, or not what it must be',
  layout: 'is not written as mofn writes it',
};

/** By the names of PKWARE's APPNOTE.TXT, shortened. */
const FIELDS: Readonly<Record<ArchiveField, string>> = {
  signature: 'signature',
  'version-made-by': 'version made by',
  'version-needed': 'version needed to extract',
  flags: 'general purpose bit flag',
  method: 'compression method',
  time: 'modification time',
  date: 'modification date',
  'crc-32': 'CRC-32',
  'compressed-size': 'compressed size',
  size: 'uncompressed size',
  'name-length': 'file name length',
  'extra-length': 'extra field length',
  'comment-length': 'comment length',
  disk: 'number of the disk',
  'internal-attributes': 'internal file attributes',
  'external-attributes': 'external file attributes',
  'header-offset': 'offset of the local header',
  'directory-disk': 'disk of the central directory',
  'files-on-disk': 'number of entries on this disk',
  files: 'number of entries',
  'directory-size': 'size of the central directory',
  'directory-offset': 'offset of the central directory',
  name: 'file name',
  content: 'content',
  trailing: 'what stands behind the end',
};

const PARTS = {
  file: 'of',
  directory: 'in the central directory of',
  end: 'of the archive',
} as const;

const TAKE_IT_AS_IT_CAME =
  'somebody changed it, or another program than mofn packed it: take the file as it was made';

export const BUNDLE_FAILURE_WORDS: FailureWords<BundleFailures> = {
  'archive-kind': {
    message: () => 'it is no zip archive, expected a bundle of evidence',
    hint: () => 'bundles are made by mofn evidence make',
  },
  'archive-too-large': {
    message: ({ bytes, most }) => `found ${countNoun(bytes, 'byte')}, expected ${most} at most`,
  },
  'archive-files': {
    message: ({ files, most }) =>
      `found ${countNoun(files, 'file')} or more, expected ${most} at most`,
  },
  'archive-path': {
    message: ({ path, problem }) => `the path ${quote(path)} ${PATH_PROBLEMS[problem]}`,
    hint: () => TAKE_IT_AS_IT_CAME,
  },
  'archive-differs': {
    message: ({ path, part, field, offset }) =>
      `it is not as mofn writes it, at byte ${offset}: ${FIELDS[field]} ${PARTS[part]}${path === null ? '' : ` ${quote(path)}`}`,
    hint: () => TAKE_IT_AS_IT_CAME,
  },
  'bundle-file-missing': {
    message: ({ path }) => `there is no ${quote(path)} in it, which every bundle has`,
    hint: () => TAKE_IT_AS_IT_CAME,
  },
  'manifest-malformed': {
    message: ({ member, problem }) =>
      `${member === null ? 'the manifest' : `"${escapeUnsafe(member)}" of the manifest`} ${MANIFEST_PROBLEMS[problem]}`,
    hint: () => TAKE_IT_AS_IT_CAME,
  },
};

function quote(text: string): string {
  return `"${escapeUnsafe(text)}"`;
}
