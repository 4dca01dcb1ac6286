import { describe, expect, it } from 'vitest';
import { isFailure } from '../../src/failure.ts';
import * as parser from '../../src/parser/index.ts';
import { IS_LONG } from '../support/how-many.ts';
import { NASTY } from './nasty-texts.ts';

/** Bytes: more parts than a call may have arguments, or open calls of which the stack holds as many. */
const LARGE = 1 << 18;

const added = { type: 2, name: 'officer9', file: 'officer9.sig' };
const noFiles = { open: () => undefined };

type Exported = { [Name in keyof typeof parser]: (typeof parser)[Name] };
type FunctionName = {
  [Name in keyof Exported]: Exported[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Exported];

/** Each function of the parser on one file. */
const CALLS: {
  readonly [Name in FunctionName]: (bytes: Uint8Array, document: parser.ApprovalDocument) => void;
} = {
  addApprover: (_, document) => parser.addApprover(document, added),
  encodeText: (bytes) => parser.encodeText(parser.rawBytes(bytes)),
  formatApproval: (_, document) => parser.formatApproval(document),
  isSameText: (bytes) => parser.isSameText(parser.rawBytes(bytes), 'x'),
  lint: (bytes) => parser.lint(bytes),
  lintAndFix: (bytes) => parser.lintAndFix(bytes),
  parseApproval: (bytes) => parser.parseApproval(bytes),
  rawBytes: (bytes) => parser.rawBytes(bytes),
  readApprovalAsDevice: (bytes) => parser.readApprovalAsDevice(bytes, noFiles),
  readAsDevice: (bytes) => parser.readAsDevice(bytes),
  readingsDiffer: (bytes, { data }) => parser.readingsDiffer(data, parser.readAsDevice(bytes)),
  removeApprover: (_, document) => parser.removeApprover(document, 'a'),
  setApprover: (_, document) => parser.setApprover(document, 'a', { file: 'x' }),
  setHeader: (_, document) => parser.setHeader(document, { numberOfApprovals: 3 }),
  showText: (bytes) => parser.showText(parser.rawBytes(bytes)),
  writeApproval: (_, document) => parser.writeApproval(document),
};

it('each function is called', () => {
  const functions = Object.entries(parser).filter(([, value]) => typeof value === 'function');
  expect(Object.keys(CALLS).sort()).toEqual(functions.map(([name]) => name).sort());
});

/** Those of which a file has the most parts; the long tests try all. */
const MANY_PARTS = ['carriage returns', 'a line of half fields', 'approvers of one field, in turn'];
const TRIED = Object.entries(NASTY).filter(([name]) => IS_LONG || MANY_PARTS.includes(name));

describe.each(TRIED)('a large file of %s', (_, make) => {
  const bytes = Buffer.from(make(LARGE), 'latin1');
  const document = parser.parseApproval(bytes);

  it.each(Object.entries(CALLS))('ends in an answer or a failure: %s', (_name, call) => {
    try {
      call(bytes, document);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  });
});
