import type { TextEdit } from '../../../diagnostic.ts';
import { APPROVER_FIELDS, FIELD_KEYS, HEADER_FIELDS } from '../../fields.ts';
import type { Field } from '../../items.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const missingField: Rule<'missing-field'> = {
  code: 'missing-field',
  severity: 'error',
  example: {
    good: 'Multi Token File Path = officer1.token;\nToken File Path = ;\n',
    bad: 'Multi Token File Path = officer1.token;\n',
  },
  fixable: true,
  check: (subject) => [...checkHeader(subject), ...checkApprovers(subject)],
};

function checkHeader(subject: Subject): readonly Finding<'missing-field'>[] {
  const { header } = subject.document;
  const present = HEADER_FIELDS.flatMap((name) => header[name]).sort((a, b) => a.start - b.start);
  return HEADER_FIELDS.filter((name) => header[name].length === 0).map((name) => ({
    severity: 'error' as const,
    values: { field: name },
    span: present.at(-1)?.span ?? subject.firstLine,
    ...(name === 'tokenFilePath' ? fixTokenFilePath(subject, present) : {}),
  }));
}

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

function checkApprovers({ document }: Subject): readonly Finding<'missing-field'>[] {
  return document.approvers.flatMap((approver) =>
    APPROVER_FIELDS.filter((name) => approver.field(name) === undefined).map((name) => ({
      severity: 'error' as const,
      values: { field: name },
      span: approver.fields[0]?.span ?? { start: 0, end: 0 },
    })),
  );
}
