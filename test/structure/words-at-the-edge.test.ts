import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { commandsOf } from '../../src/cloudhsm-cli/commands/index.ts';
import { textsOf as textsOfEdition } from '../../src/cloudhsm-cli/editions.ts';
import { FIRST_SDK5_EDITION } from '../../src/hsm/sdk5-edition.ts';

/** What lies below the consoles and the command line: it says codes and values. */
const ROOMS = [
  'failure-codes',
  'files',
  'parser',
  'token',
  'digest-words',
  'content',
  'signer',
  'ceremony',
  'audit',
  'evidence',
  'hsm',
  'node',
];

/** Three words in a row, or what should be there; `# …` is a comment of a file that is written. */
const SENTENCE = /^(?!#)(?:expected |.*\b[a-z]{2,}(,? [a-z]{2,}){2})/;

/** What reads as a sentence and is none of ours to say. */
const NO_SENTENCES = [
  // what node-forge throws, which is looked for
  'MAC could not be verified',
  // the name of an encryption that has none
  'an unknown encryption',
  // names of commands, by which `hsm/console-commands.ts` tells what an HSM was asked for
  ...commandsOf(textsOfEdition(FIRST_SDK5_EDITION)).map(({ path }) => path.join(' ')),
];

/** How a command of ours or openssl begins, where somebody is told to type it. */
const COMMAND_LINE = new RegExp(
  `\\b(openssl [a-z]|mofn (${DEFINITIONS.map(({ path }) => path).join('|')})\\b)`,
);

/** It writes a shell script, whose sentences are what that prints. */
const SCRIPT_WRITER = join('src', 'evidence', 'recheck', 'write-recheck.ts');

/** Files of a room, by their paths. */
function filesOf(room: string): string[] {
  const names = readdirSync(join('src', room), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .map((name) => join('src', room, name))
    .filter((file) => file !== SCRIPT_WRITER);
}

/** The texts that a file holds, but for paths of imports and what only a bug says. */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isNewExpression(node) && node.expression.getText(source).endsWith('Error')) return;
    if (ts.isTemplateExpression(node)) {
      const pieces = node.templateSpans.map(({ literal }) => literal.text);
      texts.push([node.head.text, ...pieces].join('…'));
    } else if (ts.isStringLiteralLike(node)) {
      texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

describe.each(ROOMS)('src/%s', (room) => {
  const texts = filesOf(room).flatMap((file) => textsOf(file).map((text) => ({ file, text })));

  it('names no option', () => {
    expect(texts.filter(({ text }) => /(?<![\w-])--[a-z]/.test(text))).toEqual([]);
  });

  it('names no command line', () => {
    expect(texts.filter(({ text }) => COMMAND_LINE.test(text))).toEqual([]);
  });

  it('has no sentence', () => {
    const sentences = texts.filter(({ text }) => SENTENCE.test(text));
    expect(sentences.filter(({ text }) => !NO_SENTENCES.includes(text))).toEqual([]);
  });
});
