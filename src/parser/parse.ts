/** From bytes to a document. */
import { ApprovalDocument } from './document.ts';
import { ApprovalGrammar, createApprovalLexer } from './grammar.ts';
import { Records } from './records.ts';
import { BETWEEN_FIELDS } from './tokens.ts';

/**
 * Text that is cut into tokens at a time. Tokens then die young, which is what the garbage collector is
 * fast at, and the time for a byte does not grow with the file.
 */
const CHUNK = 1 << 15;

// Chevrotain's checks of tokens and grammar are made by a test; here they would only cost time.
const lexer = createApprovalLexer(true);
const grammar = new ApprovalGrammar(true);

/**
 * Reads an approval file: what a person wrote, not what the device makes of it ({@link readAsDevice}).
 *
 * @param source the file's bytes, any bytes at all; or its text, which is read as its UTF-8 bytes
 * @returns the document; what is wrong in it is in its `diagnostics`. It never throws.
 * @example
 * const document = parseApproval('Number of Approvals = 2; # of 5\n');
 * document.data.numberOfApprovals; // 2
 */
export function parseApproval(source: Uint8Array | string): ApprovalDocument {
  const bytes = typeof source === 'string' ? Buffer.from(source, 'utf8') : asBuffer(source);
  return parseSource(bytes.toString('latin1'));
}

/**
 * {@link parseApproval} for a source that has one character (U+0000–00FF) a byte already.
 */
export function parseSource(source: string): ApprovalDocument {
  const records = new Records();
  for (let start = 0; start < source.length; ) {
    const end = endOfChunk(source, start);
    const { tokens, groups } = lexer.tokenize(source.slice(start, end));
    grammar.read(records, start, tokens, groups[BETWEEN_FIELDS] ?? []);
    start = end;
  }
  return new ApprovalDocument(source, records);
}

/** Each chunk ends where a line does: the lexer begins each line afresh. */
function endOfChunk(source: string, start: number): number {
  const newline = source.indexOf('\n', start + CHUNK - 1);
  return newline === -1 ? source.length : newline + 1;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
