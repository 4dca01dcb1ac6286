import { applyFixes } from '../../byte-edits.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';
import { type JsonReading, readJson } from '../json/read-json.ts';
import type { Sdk5Document } from '../sdk5/document.ts';
import { readSdk5Document } from '../sdk5/read-document.ts';
import { SDK5_RULES } from './all-rules.ts';
import type { AnyRule, Finding, JudgedDiagnostic } from './rule.ts';
import { readRecords, type Subject } from './subject.ts';

/** A file of the newer command line, and what is wrong with it. */
export interface JudgedFile {
  readonly reading: JsonReading;
  /** Missing where it is no JSON, or JSON of another kind. */
  readonly document: Sdk5Document | undefined;
  /** In the order of the file. */
  readonly diagnostics: readonly JudgedDiagnostic[];
}

/**
 * Reads a file of the newer command line and judges it by all rules.
 *
 * @param bytes the whole file, any bytes at all
 * @param crypto has the hash function SHA-256
 * @param now Unix seconds, for a token's age; left out, no age is told
 * @returns what it is and what is wrong with it; it never throws
 * @example
 * const file = encodeText('{ "token": "", "version": "2.0" }');
 * judgeSdk5(file, nodeCrypto).diagnostics.map(({ code }) => code); // ['missing-member', …]
 */
export function judgeSdk5(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
  now?: number,
): JudgedFile {
  const reading = readJson(bytes);
  const document = reading.document && readSdk5Document(reading.document);
  const text = decodeLatin1(bytes);
  const records = recordsOf(document);
  const diagnostics = runRules({ text, reading, document, records, crypto, now });
  return { reading, document, diagnostics };
}

/** After so many passes nothing is left to fix, or fixes undo each other. */
const MOST_PASSES = 10;

/** A file that was judged and fixed. */
export interface FixedSdk5File extends JudgedFile {
  /** The file as it is now. */
  readonly bytes: Uint8Array;
  /** How many fixes went into it. */
  readonly applied: number;
}

/**
 * Fixes in a file of the newer command line what can be fixed without guessing. Only the bytes that must
 * change do.
 *
 * @param bytes the whole file, any bytes at all
 * @param crypto has the hash function SHA-256
 * @param now Unix seconds, for a token's age; left out, no age is told
 * @returns the fixed file, and what is left to say about it; it never throws
 * @example
 * const file = encodeText(`\ufeff${decodeLatin1(sdk5File)}`);
 * judgeAndFixSdk5(file, nodeCrypto).applied; // 1
 */
export function judgeAndFixSdk5(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
  now?: number,
): FixedSdk5File {
  let file: FixedSdk5File = { ...judgeSdk5(bytes, crypto, now), bytes, applied: 0 };
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const { source, applied } = applyFixes(decodeLatin1(file.bytes), file.diagnostics);
    if (applied === 0) break;
    const fixed = encodeLatin1(source);
    const total = file.applied + applied;
    file = { ...judgeSdk5(fixed, crypto, now), bytes: fixed, applied: total };
  }
  return file;
}

function recordsOf(document: Sdk5Document | undefined): Subject['records'] {
  if (document?.kind !== 'quorum' || document.approvalData?.bytes === undefined) return undefined;
  const read = readRecords(document.approvalData.bytes);
  return 'records' in read ? read.records : undefined;
}

function runRules(subject: Subject): readonly JudgedDiagnostic[] {
  const found = SDK5_RULES.flatMap((rule) => runRule(rule, subject));
  return found.sort((a, b) => a.span.start - b.span.start);
}

function runRule({ code, check }: AnyRule, subject: Subject): readonly JudgedDiagnostic[] {
  const findings: readonly Finding<typeof code>[] = check(subject);
  // The compiler does not see that the values are those of the code.
  return findings.map(
    ({ stops = false, ...finding }) => ({ ...finding, code, stops }) as JudgedDiagnostic,
  );
}
