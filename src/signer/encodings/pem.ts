/**
 * PEM blocks as OpenSSL reads them (its PEM_read_bio, found by trying some 400 layouts on OpenSSL 3.0;
 * RFC 7468 calls most of them lax): text around a block, a BOM before the first line, blanks at the
 * end of lines and lines of any length are fine; an indented BEGIN, a second blank line or an END
 * with another label are not.
 */
import type { PemProblem } from '../../failure-codes/signer.ts';
import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';

/** One block. `headers` is what stood before a blank line: `Proc-Type: …`, `DEK-Info: …`. */
export interface PemBlock {
  readonly label: string;
  readonly headers: string;
  readonly data: Uint8Array;
  /** Offset of its BEGIN line. */
  readonly start: number;
  /** Offset of the byte after the END line. */
  readonly end: number;
}

/** A block that starts at a BEGIN line and cannot be read. */
export interface BrokenPemBlock {
  readonly label: string;
  readonly broken: PemProblem;
  /** Whether no END line at all follows. */
  readonly isEndless: boolean;
  readonly start: number;
  /** Offset of the byte where reading stopped. */
  readonly end: number;
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const TAIL = '-----';
/** UTF-8's, one character a byte. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
/** OpenSSL reads lines into 255 bytes, the ending NUL among them. */
const LONGEST_PIECE = 254;
const ENCODED_LINE = 64;

/**
 * The first block at or after an offset.
 *
 * @returns nothing where there is no BEGIN line
 * @example
 * readPemBlock(await readFile('officer1.key'))?.label; // 'PRIVATE KEY'
 */
export function readPemBlock(bytes: Uint8Array, from = 0): PemBlock | BrokenPemBlock | undefined {
  return findBlock(new LineReader(bytes, from));
}

/**
 * {@link readPemBlock} for a search that starts again and again, at ever higher offsets: what has been
 * read is not read again.
 */
export class PemSearch {
  readonly #bytes: Uint8Array;
  #block: PemBlock | BrokenPemBlock | undefined;
  /** Where the last search began, and up to where its answer holds. */
  #from = 0;
  #until = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  find(from: number): PemBlock | BrokenPemBlock | undefined {
    if (this.#isEndless) return this.#block;
    const holds = from >= this.#from && from <= this.#until;
    // An offset in the middle of a line makes a line of its rest.
    if (holds && (from === this.#block?.start || !this.#startsBlock(from))) return this.#block;
    const lines = new LineReader(this.#bytes, from);
    this.#block = findBlock(lines);
    this.#from = from;
    this.#until = this.#block?.start ?? lines.position - 1;
    return this.#block;
  }

  /** Where one block runs to the end of the file without an END line, all behind it do. */
  get #isEndless(): boolean {
    const block = this.#block;
    return block !== undefined && 'broken' in block && block.isEndless;
  }

  #startsBlock(at: number): boolean {
    const line = new LineReader(this.#bytes, at).next();
    return line !== undefined && labelOf(line) !== undefined;
  }
}

function findBlock(lines: LineReader): PemBlock | BrokenPemBlock | undefined {
  for (;;) {
    const start = lines.position;
    const line = lines.next();
    if (line === undefined) return undefined;
    const label = labelOf(line);
    if (label !== undefined) return readBody(lines, label, start);
  }
}

/** The label of a BEGIN line. */
function labelOf(line: string): string | undefined {
  const text = trimLineEnd(line);
  if (text.length < BEGIN.length + TAIL.length) return undefined;
  return text.startsWith(BEGIN) && text.endsWith(TAIL)
    ? text.slice(BEGIN.length, -TAIL.length)
    : undefined;
}

function readBody(lines: LineReader, label: string, start: number): PemBlock | BrokenPemBlock {
  const broken = (problem: PemProblem): BrokenPemBlock => ({
    label,
    broken: problem,
    isEndless: lines.isAtEnd && problem.problem === 'no-end',
    start,
    end: lines.position,
  });
  let before = '';
  let after = '';
  let blankSeen = false;
  let shortSeen = false;
  let cutBefore = false;
  for (;;) {
    const line = lines.next();
    if (line === undefined) return broken({ problem: 'no-end' });
    const continued = cutBefore;
    cutBefore = line.length === LONGEST_PIECE && !line.endsWith('\n');
    const text = trimLineEnd(line);
    if (text === '') {
      // The rest of a line that was read in pieces is no blank line.
      if (continued) continue;
      if (blankSeen) return broken({ problem: 'blank-line' });
      blankSeen = true;
      continue;
    }
    if (text.startsWith(END)) {
      if (text !== `${END}${label}${TAIL}`) {
        return broken({ problem: 'other-end', line: text });
      }
      break;
    }
    if (shortSeen) return broken({ problem: 'line-lengths' });
    if (!blankSeen) {
      before += `${text}\n`;
      continue;
    }
    after += `${text}\n`;
    if (text.length > ENCODED_LINE) return broken({ problem: 'long-line' });
    shortSeen = text.length < ENCODED_LINE;
  }
  const data = decodeBase64(blankSeen ? after : before);
  if (data === undefined) return broken({ problem: 'not-base64' });
  if (data.length === 0) return broken({ problem: 'no-body' });
  return { label, headers: blankSeen ? before : '', data, start, end: lines.position };
}

class LineReader {
  readonly #text: Uint8Array;
  #first = true;
  position: number;

  constructor(bytes: Uint8Array, from: number) {
    this.#text = bytes;
    this.position = from;
  }

  get isAtEnd(): boolean {
    return this.position >= this.#text.length;
  }

  /**
   * The next line, or the next piece of a long one, with its newline. OpenSSL takes it for a C string:
   * a NUL cuts it, and a line that begins with one is the end of the file.
   */
  next(): string | undefined {
    if (this.position >= this.#text.length) return undefined;
    const newline = this.#text.indexOf(0x0a, this.position);
    const lineEnd = newline < 0 ? this.#text.length : newline + 1;
    const end = Math.min(lineEnd, this.position + LONGEST_PIECE);
    const [line = ''] = decodeLatin1(this.#text.subarray(this.position, end)).split('\0', 1);
    this.position = end;
    if (line === '') return undefined;
    const isFirst = this.#first;
    this.#first = false;
    return isFirst && line.startsWith(BYTE_ORDER_MARK) && line.length > 3 ? line.slice(3) : line;
  }
}

/** Cuts what OpenSSL counts as the end of a line: everything up to the blank (as signed bytes). */
function trimLineEnd(line: string): string {
  let end = line.length;
  while (end > 0) {
    const code = line.charCodeAt(end - 1);
    if (code > 0x20 && code < 0x80) break;
    end -= 1;
  }
  return line.slice(0, end);
}

const BASE64_LINE = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Base64 as OpenSSL decodes it: blanks do not count, a `-` ends it, the digits come in fours.
 *
 * @returns nothing where it is malformed
 */
function decodeBase64(text: string): Uint8Array | undefined {
  const dash = text.indexOf('-');
  const digits = (dash < 0 ? text : text.slice(0, dash)).replace(/[ \t\r\n]/g, '');
  if (digits.length % 4 !== 0 || !BASE64_LINE.test(digits)) return undefined;
  return encodeLatin1(atob(digits));
}
