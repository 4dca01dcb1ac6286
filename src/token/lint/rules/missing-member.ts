import type { Span, TextEdit } from '../../../diagnostic.ts';
import { insertMember } from '../../json/edit-json.ts';
import { findLayout } from '../../json/json-layout.ts';
import type { Sdk5Document } from '../../sdk5/document.ts';
import type { Rule } from '../rule.ts';
import { beginningOf, listApprovals } from '../subject.ts';

export const missingMember: Rule<'missing-member'> = {
  code: 'missing-member',
  severity: 'error',
  example: {
    good: '"username": "admin2",\n      "role": "admin"',
    bad: '"role": "admin"',
  },
  fixable: true,
  check({ document }) {
    if (document === undefined) return [];
    return listMissing(document).map(({ path, span, stops }) => ({
      severity: 'error',
      values: { path },
      span,
      ...(path === 'signatures' && { fix: [addEmptyList(document)] }),
      ...(stops && { stops }),
    }));
  },
};

/** The one member of which it is known what stands in it where nobody has written anything. */
function addEmptyList({ json }: Sdk5Document): TextEdit {
  const { root } = json;
  if (root.kind !== 'object') throw new TypeError('a document is an object');
  return insertMember(json, root, ['signatures', '[]'], findLayout(json));
}

interface Missing {
  readonly path: string;
  readonly span: Span;
  /** What is there can be read without it. */
  readonly stops: boolean;
}

/** A member that is there and is of a wrong type is no missing one, and what is no object misses none. */
function listMissing(document: Sdk5Document): readonly Missing[] {
  const misshapen = new Set(document.misshapen.map(({ path }) => path));
  return listExpected(document).filter(({ path, isThere }) => {
    const [parent = path] = path.split('.');
    return !isThere && !misshapen.has(path) && !misshapen.has(parent);
  });
}

type Expected = Missing & { readonly isThere: boolean };

function listExpected(document: Sdk5Document): readonly Expected[] {
  const root = beginningOf(document);
  const isThere = (value: unknown): boolean => value !== undefined;
  switch (document.kind) {
    case 'quorum':
      return [
        { path: 'version', span: root, stops: true, isThere: isThere(document.version) },
        { path: 'approval_data', span: root, stops: true, isThere: isThere(document.approvalData) },
        { path: 'token', span: root, stops: true, isThere: isThere(document.token) },
        { path: 'signatures', span: root, stops: false, isThere: isThere(document.signatures) },
        ...listApprovals(document).flatMap(
          ({ username, signature, span: { start } }, at): readonly Expected[] => {
            const path = `signatures[${at}]`;
            const span = { start, end: start + 1 };
            return [
              { path: `${path}.username`, span, stops: true, isThere: isThere(username) },
              { path: `${path}.signature`, span, stops: false, isThere: isThere(signature) },
            ];
          },
        ),
      ];
    case 'authdata':
      return [
        { path: 'Version', span: root, stops: true, isThere: isThere(document.version) },
        { path: 'Data[0]', span: root, stops: true, isThere: document.data.length > 0 },
        ...document.data.map(({ digest, span: { start } }, at) => ({
          path: `Data[${at}].Digest`,
          span: { start, end: start + 1 },
          stops: true,
          isThere: isThere(digest),
        })),
      ];
    default:
      return [
        { path: 'version', span: root, stops: true, isThere: isThere(document.version) },
        { path: 'tokens[0]', span: root, stops: true, isThere: document.tokens.length > 0 },
        ...document.tokens.flatMap(
          ({ approvalData, unsigned, span: { start } }, at): readonly Expected[] => {
            const path = `tokens[${at}]`;
            const span = { start, end: start + 1 };
            return [
              {
                path: `${path}.approval_data`,
                span,
                stops: true,
                isThere: document.kind === 'mfa' || isThere(approvalData),
              },
              { path: `${path}.unsigned`, span, stops: true, isThere: isThere(unsigned) },
            ];
          },
        ),
      ];
  }
}
