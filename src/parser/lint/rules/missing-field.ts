import type { TextEdit } from '../../../diagnostic.ts';
import { APPROVER_FIELDS, FIELD_KEYS, HEADER_FIELDS, type HeaderFieldName } from '../../fields.ts';
import type { Field } from '../../items.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const missingField: Rule = {
  code: 'missing-field',
  severity: 'error',
  summary: 'a line of the header or of an approver is missing',
  why: 'The device reads on until it has three fields. Where the header has but two, it reads to the end of the file, and then says `Could only read 0/2 approvers info`: so the `Token File Path` line is needed even where it is empty. Where an approver lacks a field, the first field of the next one takes its place.',
  example: {
    good: 'Multi Token File Path = officer1.token;\nToken File Path = ;\n',
    bad: 'Multi Token File Path = officer1.token;\n',
  },
  fixable: true,
  check: (subject) => [...checkHeader(subject), ...checkApprovers(subject)],
};

function checkHeader(subject: Subject): readonly Finding[] {
  const { header } = subject.document;
  const present = HEADER_FIELDS.flatMap((name) => header[name]).sort((a, b) => a.start - b.start);
  return HEADER_FIELDS.filter((name) => header[name].length === 0).map((name) => ({
    severity: 'error' as const,
    message: `found no "${FIELD_KEYS[name]}" line`,
    span: present.at(-1)?.span ?? subject.firstLine,
    hint: HINTS[name],
    ...(name === 'tokenFilePath' ? fixTokenFilePath(subject, present) : {}),
  }));
}

const HINTS: Readonly<Record<HeaderFieldName, string>> = {
  multiTokenFilePath: 'add it, with the path of the file that the officers signed',
  tokenFilePath: 'add "Token File Path = ;": the line is needed even where it is empty',
  numberOfApprovals: 'add it, with the number of approvers',
};

/** A line without a value changes nothing that the file says. It goes before the last header field. */
function fixTokenFilePath(
  { lineEnd }: Subject,
  present: readonly Field[],
): { readonly fix?: readonly TextEdit[] } {
  const last = present.at(-1);
  if (last === undefined || !last.isFirstOnLine) return {};
  const line = `${FIELD_KEYS.tokenFilePath} = ;${lineEnd}`;
  return { fix: [{ span: { start: last.start, end: last.start }, text: line }] };
}

function checkApprovers({ document }: Subject): readonly Finding[] {
  return document.approvers.flatMap((approver) =>
    APPROVER_FIELDS.filter((name) => approver.field(name) === undefined).map((name) => ({
      severity: 'error' as const,
      message: `found an approver without "${FIELD_KEYS[name]}"`,
      span: approver.fields[0]?.span ?? { start: 0, end: 0 },
      hint: 'give each approver a type, a name and a file',
    })),
  );
}
