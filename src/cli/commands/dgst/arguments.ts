/**
 * The words of `mofn dgst`, read as `openssl dgst` reads its own: one dash or two, `-name value` or
 * `-name=value`, no options after the first file, the last of a repeated option wins, and a word that
 * names no option may name a digest.
 */
import type { ValueKind } from '../../value-kinds.ts';
import { type DgstError, notOffered, usageError } from './dgst-error.ts';
import {
  checkPropertyQuery,
  checkProvider,
  type KeyForm,
  readKeyForm,
  readPositiveCount,
} from './option-values.ts';

/** What `openssl dgst` keeps of its command line before it does anything. */
export interface DgstRequest {
  /** The word that named a digest, unchecked; the last one. */
  readonly digestName: string | undefined;
  readonly layout: 'plain' | 'colons' | 'coreutils';
  /** `-hex` or `-binary`, whichever was last. */
  readonly form: 'hex' | 'binary' | undefined;
  readonly out: string | undefined;
  /** The last of -sign, -verify and -prverify: they share one place. */
  readonly keyPath: string | undefined;
  /** `-verify` was given, so the key is read as a public one. */
  readonly wantsPublicKey: boolean;
  /** `-verify` or `-prverify` was given. */
  readonly verifies: boolean;
  readonly signaturePath: string | undefined;
  readonly keyForm: KeyForm;
  readonly passIn: string | undefined;
  /** `name:value` each, in order. */
  readonly signatureOptions: readonly string[];
  /** The key of `-hmac`, or the one that `-fips-fingerprint` stands for; the last of them. */
  readonly hmacKey: string | undefined;
  /** What `-mac` names. */
  readonly macName: string | undefined;
  /** `name:value` each, in order; they count with `-mac` alone. */
  readonly macOptions: readonly string[];
  /** Files that `-rand` named; they must be readable, that is all. */
  readonly randomFiles: readonly string[];
  /** A provider, its path or a property of it was named: then openssl forgets the old names of digests. */
  readonly namesProvider: boolean;
  /** Bytes; 0 is the digest's own. */
  readonly xofLength: number;
  readonly files: readonly string[];
}

/** A request, or one of the two words that answer at once. */
export type DgstArguments =
  | { readonly kind: 'request'; readonly request: DgstRequest }
  | { readonly kind: 'help' }
  | { readonly kind: 'list' };

/** The options, and of each that takes a value the kind of that. */
export const DGST_OPTIONS: Readonly<Record<string, 'flag' | ValueKind>> = {
  help: 'flag',
  list: 'flag',
  engine: 'text',
  engine_impl: 'flag',
  passin: 'pass phrase',
  c: 'flag',
  r: 'flag',
  out: 'file',
  keyform: 'text',
  hex: 'flag',
  binary: 'flag',
  xoflen: 'number',
  d: 'flag',
  debug: 'flag',
  sign: 'private key',
  verify: 'any key',
  prverify: 'private key',
  sigopt: 'text',
  signature: 'signature',
  hmac: 'text',
  mac: 'text',
  macopt: 'text',
  'fips-fingerprint': 'flag',
  rand: 'file',
  writerand: 'file',
  'provider-path': 'folder',
  provider: 'text',
  propquery: 'text',
};

/** Options of openssl that do what `mofn dgst` is not for (docs/openssl.md). */
const NOT_OFFERED: ReadonlySet<string> = new Set(['writerand']);

/** The key of `-fips-fingerprint`, which openssl documents nowhere but in its source (apps/dgst.c). */
const FINGERPRINT_KEY = 'etaonrishdlcupfm';

/** Prints a line to stderr, where a mistake does not stop openssl. */
type Warn = (line: string) => void;

/**
 * Reads the words after `dgst`.
 *
 * @throws DgstError in openssl's words
 * @example
 * readDgstArguments(['-sha256', '-sign', 'officer1.key', 'officer1.token'], console.error);
 */
export function readDgstArguments(words: readonly string[], warn: Warn): DgstArguments {
  const draft = newDraft();
  let at = 0;
  for (;;) {
    const word = words[at];
    if (word === undefined || !word.startsWith('-')) break;
    at++;
    if (word === '--') break;
    const { name, attached } = splitOption(word);
    const kind = optionKind(name);
    if (kind === 'digest') {
      // The digest's place is an option without a name. So `-` is one that says nothing: it is no
      // file, and what stands for standard input is that there is none.
      if (name === '' && attached !== undefined) throw takesNoValue(name);
      if (name !== '') draft.digestName = name;
    } else if (kind === 'flag') {
      if (attached !== undefined) throw takesNoValue(name);
      if (name === 'h' || name === 'help') return { kind: 'help' };
      if (name === 'list') return { kind: 'list' };
      setFlag(draft, name);
    } else {
      const value = attached ?? words[at++];
      if (value === undefined) throw usageError(`dgst: Option -${name} needs a value`);
      setValue(draft, name, value, warn);
    }
  }
  return { kind: 'request', request: { ...draft, files: words.slice(at) } };
}

type Draft = { -readonly [Field in keyof DgstRequest]: DgstRequest[Field] };

function newDraft(): Draft {
  return {
    digestName: undefined,
    layout: 'plain',
    form: undefined,
    out: undefined,
    keyPath: undefined,
    wantsPublicKey: false,
    verifies: false,
    signaturePath: undefined,
    keyForm: 'any',
    passIn: undefined,
    signatureOptions: [],
    hmacKey: undefined,
    macName: undefined,
    macOptions: [],
    randomFiles: [],
    namesProvider: false,
    xofLength: 0,
    files: [],
  };
}

function optionKind(name: string): 'flag' | 'value' | 'digest' {
  if (name === 'h') return 'flag';
  if (!Object.hasOwn(DGST_OPTIONS, name)) return 'digest';
  return DGST_OPTIONS[name] === 'flag' ? 'flag' : 'value';
}

function setFlag(draft: Draft, name: string): void {
  if (NOT_OFFERED.has(name)) throw notOffered(`-${name}`);
  if (name === 'c') draft.layout = 'colons';
  else if (name === 'r') draft.layout = 'coreutils';
  else if (name === 'hex' || name === 'binary') draft.form = name;
  else if (name === 'fips-fingerprint') draft.hmacKey = FINGERPRINT_KEY;
  // -engine_impl, -d and -debug change no result.
}

function setValue(draft: Draft, name: string, value: string, warn: Warn): void {
  if (NOT_OFFERED.has(name)) throw notOffered(`-${name}`);
  switch (name) {
    case 'out':
      draft.out = value;
      break;
    case 'sign':
    case 'verify':
    case 'prverify':
      draft.keyPath = value;
      draft.wantsPublicKey ||= name === 'verify';
      draft.verifies ||= name !== 'sign';
      break;
    case 'signature':
      draft.signaturePath = value;
      break;
    case 'passin':
      draft.passIn = value;
      break;
    case 'sigopt':
      draft.signatureOptions = [...draft.signatureOptions, value];
      break;
    case 'hmac':
      draft.hmacKey = value;
      break;
    case 'mac':
      draft.macName = value;
      break;
    case 'macopt':
      draft.macOptions = [...draft.macOptions, value];
      break;
    case 'propquery':
      checkPropertyQuery(value);
      draft.namesProvider = true;
      break;
    case 'keyform':
      draft.keyForm = readKeyForm(value);
      break;
    case 'xoflen':
      draft.xofLength = readPositiveCount(value, name);
      break;
    case 'engine':
      // There are no engines here, and openssl goes on without one that it does not find.
      warn(`Invalid engine "${value}"`);
      break;
    case 'rand':
      draft.randomFiles = [...draft.randomFiles, ...value.split(':')];
      break;
    case 'provider':
      checkProvider(value);
      draft.namesProvider = true;
      break;
    case 'provider-path':
      draft.namesProvider = true;
      break;
  }
}

function splitOption(word: string): { name: string; attached: string | undefined } {
  const bare = word.slice(word.startsWith('--') ? 2 : 1);
  const equals = bare.indexOf('=');
  if (equals === -1) return { name: bare, attached: undefined };
  return { name: bare.slice(0, equals), attached: bare.slice(equals + 1) };
}

function takesNoValue(name: string): DgstError {
  return usageError(`dgst: Option -${name} does not take a value`);
}

/** The words for a digest's name that is none. */
export function unknownDigest(name: string): DgstError {
  return usageError(`dgst: Unknown option or message digest: ${name}`);
}
