/**
 * The grammar of the approval file. It takes every text, so it knows no syntax errors: what is missing
 * from a line shows in the record that is made of it.
 */
import { EmbeddedActionsParser, type IToken, Lexer, type TokenType } from 'chevrotain';
import type { FieldName } from './fields.ts';
import { Records } from './records.ts';
import * as tokens from './tokens.ts';

const FIELD_OF_TOKEN: ReadonlyMap<TokenType, FieldName> = new Map([
  [tokens.MultiTokenFilePath, 'multiTokenFilePath'],
  [tokens.TokenFilePath, 'tokenFilePath'],
  [tokens.NumberOfApprovals, 'numberOfApprovals'],
  [tokens.ApproverType, 'type'],
  [tokens.ApproverName, 'name'],
  [tokens.ApprovalFile, 'file'],
]);

const KIND_BETWEEN: ReadonlyMap<TokenType, 'stray' | 'byte-order-mark'> = new Map([
  [tokens.StrayLine, 'stray'],
  [tokens.ByteOrderMark, 'byte-order-mark'],
]);

/**
 * Turns tokens into records. Chevrotain keeps what may stand anywhere out of the grammar, so the
 * actions put it back in its place.
 */
export class ApprovalGrammar extends EmbeddedActionsParser {
  private records = new Records();
  /** Where the tokens' text begins in the source. */
  private base = 0;
  private between: readonly IToken[] = [];
  private nextBetween = 0;

  private readonly approvalFile: () => void;

  constructor(skipValidations: boolean) {
    super([...tokens.MODES.line, ...tokens.MODES.value], { maxLookahead: 1, skipValidations });

    // The file may end behind a key.
    const value = (): IToken => this.CONSUME(tokens.Value);
    const field = (): void => {
      const key = this.CONSUME(tokens.Key);
      const rest = this.OPTION(value);
      this.ACTION(() => this.addField(key, rest));
    };
    this.approvalFile = this.RULE('approvalFile', () => {
      this.MANY(field);
    });

    this.performSelfAnalysis();
  }

  /**
   * Appends the records of a stretch of a file.
   *
   * @param records what is appended to
   * @param base where the stretch, which the tokens were made from, begins in the file
   * @param input the tokens that the grammar sees
   * @param between those that it does not, in order
   */
  read(records: Records, base: number, input: IToken[], between: readonly IToken[]): void {
    this.records = records;
    this.base = base;
    this.between = between;
    this.nextBetween = 0;
    this.input = input;
    this.approvalFile();
    this.addBetween(Number.POSITIVE_INFINITY);
  }

  private addField(key: IToken, value: IToken | undefined): void {
    const indent = this.addBetween(key.startOffset);
    const keyStart = this.base + key.startOffset;
    const valueStart = keyStart + key.image.length;
    this.records.addField(
      FIELD_OF_TOKEN.get(key.tokenType) ?? 'other-key',
      indent ?? keyStart,
      keyStart,
      valueStart,
      value !== undefined && value.tokenType !== tokens.OpenValue,
      value === undefined ? valueStart : valueStart + value.image.length,
    );
  }

  /**
   * Adds what stands before an offset.
   *
   * @returns where the indent at its end begins, if there is one
   */
  private addBetween(until: number): number | undefined {
    let indent: number | undefined;
    for (; this.nextBetween < this.between.length; this.nextBetween++) {
      const token = this.between[this.nextBetween];
      if (token === undefined || token.startOffset >= until) break;
      const start = this.base + token.startOffset;
      if (token.tokenType === tokens.Indent) {
        indent = start;
      } else {
        const kind = KIND_BETWEEN.get(token.tokenType) ?? 'remarks';
        this.records.addOther(kind, indent ?? start, start + token.image.length);
        indent = undefined;
      }
    }
    return indent;
  }
}

/** Cuts text into tokens; every text gives some, without errors. */
export function createApprovalLexer(skipValidations: boolean): Lexer {
  return new Lexer(
    { modes: tokens.MODES, defaultMode: 'line' },
    { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations },
  );
}
