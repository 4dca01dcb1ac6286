import { expect, it } from 'vitest';
import { ApprovalGrammar, createApprovalLexer } from '../../src/parser/grammar.ts';

// The program leaves out Chevrotain's checks of its tokens and its grammar: they are made here.
it('has tokens that Chevrotain finds nothing wrong with', () => {
  expect(createApprovalLexer(false).lexerDefinitionErrors).toEqual([]);
});

it('has a grammar that Chevrotain finds nothing wrong with', () => {
  expect(() => new ApprovalGrammar(false)).not.toThrow();
});
