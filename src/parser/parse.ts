/** From bytes to a document. */
import { decodeLatin1 } from '../latin1.ts';
import { ApprovalDocument } from './document.ts';
import { ApprovalGrammar, createApprovalLexer } from './grammar.ts';
import { Records } from './records.ts';
import { type ByteString, encodeText } from './text.ts';
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
  return parseSource(decodeLatin1(typeof source === 'string' ? encodeText(source) : source));
}

/** {@link parseApproval} of bytes that are a byte string already. */
export function parseSource(source: ByteString): ApprovalDocument {
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
function endOfChunk(source: ByteString, start: number): number {
  const newline = source.indexOf('\n', start + CHUNK - 1);
  return newline === -1 ? source.length : newline + 1;
}
