/**
 * The grammar of the approval file. It takes every sequence of lines, so it knows no syntax errors:
 * what is missing from a line shows in the item that is made of it.
 */
import { EmbeddedActionsParser, type IToken, Lexer, type TokenType } from 'chevrotain';
import type { FieldName } from './fields.ts';
import { Field, type Item, OtherItem, type OtherItemKind } from './items.ts';
import * as tokens from './tokens.ts';

const FIELD_OF_TOKEN: ReadonlyMap<TokenType, FieldName> = new Map([
  [tokens.MultiTokenFilePath, 'multiTokenFilePath'],
  [tokens.TokenFilePath, 'tokenFilePath'],
  [tokens.NumberOfApprovals, 'numberOfApprovals'],
  [tokens.ApproverType, 'type'],
  [tokens.ApproverName, 'name'],
  [tokens.ApprovalFile, 'file'],
]);

/** Turns tokens into items, which it appends to `items`. */
export class ApprovalGrammar extends EmbeddedActionsParser {
  items: Item[] = [];
  source = '';
  /** Where the tokens' text begins in `source`. */
  base = 0;

  readonly approvalFile: () => void;

  constructor(skipValidations: boolean) {
    super([tokens.MODES.line, tokens.MODES.assignment].flat(), {
      maxLookahead: 1,
      skipValidations,
    });

    const field = this.RULE('field', (indent?: IToken) => {
      const key = this.CONSUME(tokens.Key);
      const equals = this.OPTION2(() => this.CONSUME1(tokens.Equals));
      // Any further `=` belongs to the value, though the device skips it.
      const leading = this.OPTION3(() => this.CONSUME2(tokens.Equals));
      let last = leading ?? equals ?? key;
      this.MANY(() => {
        last = this.CONSUME3(tokens.Equals);
      });
      const value = this.OPTION4(() =>
        this.OR1([
          { ALT: () => this.CONSUME(tokens.Value) },
          { ALT: () => this.CONSUME(tokens.OpenValue) },
        ]),
      );
      const end = this.OPTION5(() =>
        this.OR2([
          { ALT: () => this.CONSUME(tokens.Semicolon) },
          { ALT: () => this.CONSUME(tokens.FieldBreak) },
          { ALT: () => this.CONSUME(tokens.OpenEnd) },
        ]),
      );
      this.ACTION(() =>
        this.addField(indent, key, equals, leading ?? value, end, end ?? value ?? last),
      );
    });

    const indented = this.RULE('indented', () => {
      const indent = this.CONSUME(tokens.Indent);
      this.OR([
        { ALT: () => this.SUBRULE(field, { ARGS: [indent] }) },
        { ALT: () => this.addOther('stray', this.CONSUME(tokens.StrayLine), indent) },
      ]);
    });

    this.approvalFile = this.RULE('approvalFile', () => {
      this.MANY(() =>
        this.OR([
          { ALT: () => this.addOther('byte-order-mark', this.CONSUME(tokens.ByteOrderMark)) },
          { ALT: () => this.addOther('blank', this.CONSUME(tokens.BlankLine)) },
          { ALT: () => this.addOther('comment', this.CONSUME(tokens.CommentLine)) },
          { ALT: () => this.addOther('stray', this.CONSUME1(tokens.StrayLine)) },
          { ALT: () => this.SUBRULE1(field) },
          { ALT: () => this.SUBRULE(indented) },
        ]),
      );
    });

    this.performSelfAnalysis();
  }

  private addOther(kind: OtherItemKind, token: IToken, indent = token): void {
    const start = this.base + indent.startOffset;
    const end = this.base + token.startOffset + token.image.length;
    this.items.push(new OtherItem(kind, this.source, start, end));
  }

  private addField(
    indent: IToken | undefined,
    key: IToken,
    equals: IToken | undefined,
    value: IToken | undefined,
    end: IToken | undefined,
    last: IToken,
  ): void {
    const { base } = this;
    const keyEnd = key.startOffset + key.image.length;
    const separatorEnd = equals ? equals.startOffset + equals.image.length : keyEnd;
    const valueStart = value ? value.startOffset : separatorEnd;
    const fieldEnd = last.startOffset + last.image.length;
    const valueEnd = end ? end.startOffset : fieldEnd;
    this.items.push(
      new Field(
        this.source,
        FIELD_OF_TOKEN.get(key.tokenType),
        base + (indent ?? key).startOffset,
        base + key.startOffset,
        base + keyEnd,
        base + valueStart,
        base + valueEnd,
        end !== undefined && end.tokenType !== tokens.OpenEnd,
        base + fieldEnd,
      ),
    );
  }
}

/** Cuts text into tokens; every text gives some, without errors. */
export function createApprovalLexer(skipValidations: boolean): Lexer {
  return new Lexer(
    { modes: tokens.MODES, defaultMode: 'line' },
    { positionTracking: 'onlyOffset', ensureOptimizations: true, skipValidations },
  );
}
