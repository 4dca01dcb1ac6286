/**
 * The kinds of values that options and positionals take: the one table of them. A definition says of each
 * value which kind it is (`completes`), and from that the completion of shells knows what to offer.
 */

import { SHELLS } from './shells.ts';

/** Endings of file names by what such files hold, in small letters; a number may stand behind: `.sig2`. */
export const FILE_ENDINGS = {
  token: ['token', 'tok', 'regtoken'],
  signature: ['sig', 'sign', 'signature'],
  privateKey: ['key', 'p12', 'pfx', 'p8', 'pk8'],
  publicKey: ['pub', 'crt', 'cer', 'cert'],
  anyKey: ['pem', 'der'],
  text: ['txt', 'text', 'approval', 'approvals'],
  json: ['json', 'jsonl'],
  toml: ['toml'],
  yaml: ['yaml', 'yml'],
  log: ['log'],
  config: ['cfg', 'conf'],
  page: ['html', 'htm'],
  archive: ['zip'],
  none: ['md', 'pdf', 'png', 'sh', 'js', 'ts', 'lock'],
} as const satisfies Record<string, readonly string[]>;

export type FileFamily = keyof typeof FILE_ENDINGS;

/** What is offered for a value. */
export interface KindOfValue {
  /**
   * Files: all of them, or those that by their names may be of these families, which are all but those with
   * an ending of another. Where none is left, all are offered. Folders always are: a file may be in one.
   */
  readonly files?: 'all' | readonly FileFamily[];
  /** A folder is meant itself. */
  readonly isFolder?: true;
  /** Words that are known already. */
  readonly words?: readonly string[];
  /** Words that only the program can tell, by where it has them from. */
  readonly names?:
    | 'officers'
    | 'approvers'
    | 'servers'
    | 'lint-codes'
    | 'console-commands'
    | 'fault-words'
    | 'services'
    | 'variables';
  /** Words that something else follows at once, and the kind of that; a name is taken for its own kind. */
  readonly heads?: Readonly<Record<string, string>>;
  /** What stands behind the `=` of `NAME=…`, before which one of {@link names} stands. */
  readonly behindEquals?: string;
}

const PAIR_TYPES = { 'co:': 'NAME=SIGNATURE', 'cu:': 'NAME=SIGNATURE' } as const;
const PAIR_TYPES_THERE = { 'co:': 'APPROVER=SIGNATURE', 'cu:': 'APPROVER=SIGNATURE' } as const;

export const VALUE_KINDS = {
  // Nothing can be known of these.
  text: {},
  time: {},
  number: {},
  file: { files: 'all' },
  folder: { files: [], isFolder: true },
  'cluster folder': { files: [], isFolder: true },
  token: { files: ['token', 'json'] },
  'approval file': { files: ['text', 'json'] },
  signature: { files: ['signature'] },
  'private key': { files: ['privateKey', 'anyKey'] },
  'any key': { files: ['privateKey', 'publicKey', 'anyKey'] },
  'key or roster': { files: ['privateKey', 'publicKey', 'anyKey', 'toml', 'json'] },
  certificate: { files: ['publicKey', 'anyKey'] },
  roster: { files: ['toml', 'json'], isFolder: true },
  policy: { files: ['toml', 'json'] },
  request: { files: ['json'] },
  script: { files: ['toml'] },
  log: { files: ['log', 'json', 'text'] },
  bundle: { files: ['archive'] },
  page: { files: ['page'] },
  dump: { files: ['json'] },
  seed: { files: ['yaml', 'json'] },
  configuration: { files: ['config', 'json'] },
  'what a console printed': { files: ['text', 'json', 'log'] },
  'pass phrase': {
    words: ['stdin'],
    heads: { 'pass:': 'text', 'env:': 'environment variable', 'file:': 'file', 'fd:': 'number' },
  },
  'environment variable': { names: 'variables' },
  signer: { words: ['ssh-agent'], heads: { 'ssh-agent:': 'text', 'pkcs11:': 'text' } },
  officer: { names: 'officers' },
  approver: { names: 'approvers' },
  'NAME=SIGNATURE': { names: 'officers', behindEquals: 'signature', heads: PAIR_TYPES },
  'APPROVER=SIGNATURE': {
    names: 'approvers',
    behindEquals: 'signature',
    heads: PAIR_TYPES_THERE,
  },
  'approval file, signature or NAME=SIGNATURE': {
    files: ['text', 'json', 'signature'],
    names: 'officers',
    behindEquals: 'signature',
    heads: PAIR_TYPES,
  },
  'SERVICE=M': { names: 'services', behindEquals: 'number' },
  service: { names: 'services' },
  server: { names: 'servers' },
  'clock action': { words: ['set', 'advance', 'back', 'real'] },
  'fault action': { words: ['add', 'drop', 'slow', 'many-tokens', 'list', 'clear'] },
  'fault word': { names: 'fault-words' },
  'console command': { names: 'console-commands' },
  'lint code': { names: 'lint-codes' },
  shell: { words: SHELLS },
} as const satisfies Readonly<Record<string, KindOfValue>>;

export type ValueKind = keyof typeof VALUE_KINDS;
