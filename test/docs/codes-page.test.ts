import { expect, it } from 'vitest';
import type { WrongCause } from '../../src/ceremony/wrong-signature.ts';
import { type AnyFailure, type FailureCode, failureKinds } from '../../src/failure.ts';
import type { Expected } from '../../src/failure-codes/shape-detail.ts';
import type { RefusalReason } from '../../src/hsm/refusals.ts';
import type { UnsentReason } from '../../src/hsm/unsent.ts';
import { describeCause, WRONG_CAUSE_CODES } from '../../src/words/causes.ts';
import { DIAGNOSTIC_CODES, DIAGNOSTIC_WORDS } from '../../src/words/diagnostics/index.ts';
import { describeFailure } from '../../src/words/failures/index.ts';
import { describeShapeDetail } from '../../src/words/failures/shape-detail.ts';
import { describeRefusal, REFUSAL_CODES } from '../../src/words/refusals.ts';
import { SDK5_DIAGNOSTIC_WORDS } from '../../src/words/sdk5-diagnostics/index.ts';
import { describeUnsent, UNSENT_CODES } from '../../src/words/unsent.ts';
import { codesOf, fileComment, readSource, type TabledCode } from '../support/code-tables.ts';

/** Files of `failure-codes/`, in the order of the page. */
const FAILURE_FILES = [
  'files',
  'content',
  'parser',
  'token',
  'signer',
  'signer-agent',
  'signer-pkcs11',
  'ceremony',
  'ceremony-record',
  'envelope',
  'request',
  'bundle',
  'evidence',
  'audit-log',
  'audit-judge',
  'hsm-plan',
  'hsm-files',
  'hsm-state',
  'mgmt-util',
];

/** Types whose members are told apart by a `code`, and the files of `src/` that have them. */
const UNIONS = [
  {
    name: 'DeviceError',
    of: 'what ends the device’s reading of a file',
    file: 'parser/device/codes',
  },
  { name: 'DeviceWarning', of: 'what does not end it', file: 'parser/device/codes' },
  {
    name: 'StatusRefusal',
    of: 'why the HSM would refuse a file as a whole',
    file: 'ceremony/status/refusals',
  },
  {
    name: 'RefusedReason',
    of: 'why one approval of it is refused',
    file: 'ceremony/status/judge-approvals',
  },
  {
    name: 'UncheckedReason',
    of: 'why one is not checked',
    file: 'ceremony/status/judge-approvals',
  },
  { name: 'StatusWarning', of: 'what an officer should know', file: 'ceremony/status/warnings' },
  { name: 'NextStep', of: 'what is to be done next', file: 'ceremony/next-steps/next-step' },
  {
    name: 'CollectRefusal',
    of: 'why approvals are not taken from a file',
    file: 'ceremony/collect',
  },
  {
    name: 'ConvertRefusal',
    of: 'why approvals are not carried into the other kind of file',
    file: 'ceremony/convert/refusal',
  },
  {
    name: 'Unheld',
    of: 'what the other kind of file cannot hold',
    file: 'ceremony/convert/refusal',
  },
  { name: 'AuditFinding', of: 'why an audit ends with a no', file: 'audit/report' },
  {
    name: 'BundleProblem',
    of: 'why a bundle of evidence is not what its pieces make',
    file: 'evidence/bundle/bundle-problem',
  },
  {
    name: 'VouchingProblem',
    of: 'why a signature does not vouch for a bundle',
    file: 'evidence/bundle/vouch',
  },
  {
    name: 'Contradiction',
    of: 'what of a bundle cannot both be so',
    file: 'evidence/findings',
  },
  {
    name: 'UncheckedClaim',
    of: 'what nobody can check from a bundle',
    file: 'evidence/findings',
  },
  {
    name: 'Difference',
    of: 'in what the HSMs of a cluster differ',
    file: 'hsm/difference',
  },
];

/** docs/codes.md is made here, from the tables of codes: `npm run docs` writes it anew. */
it('docs/codes.md has every code', async () => {
  const failures = FAILURE_FILES.map((name) => readSource(`failure-codes/${name}.ts`));
  const failureCodes = failures.flatMap((file) => codesOf(file, /Failures$/));
  expect(failureCodes.map(({ code }) => code).sort()).toEqual(Object.keys(failureKinds()).sort());
  const refusals = ['refusals', 'key-refusals'].flatMap((name) =>
    codesOf(readSource(`hsm/${name}.ts`), /Refusals$/),
  );
  expect(refusals.map(({ code }) => code).sort()).toEqual([...REFUSAL_CODES].sort());
  const causes = codesOf(readSource('ceremony/wrong-signature/cause.ts'), /^CauseValues$/);
  expect(causes.map(({ code }) => code).sort()).toEqual([...WRONG_CAUSE_CODES].sort());
  const diagnostics = codesOf(readSource('parser/diagnostic.ts'), /^DiagnosticValues$/);
  expect(diagnostics.map(({ code }) => code).sort()).toEqual([...DIAGNOSTIC_CODES].sort());
  const sdk5File = readSource('failure-codes/sdk5-diagnostic.ts');
  const sdk5Diagnostics = codesOf(sdk5File, /^Sdk5DiagnosticValues$/);
  expect(sdk5Diagnostics.map(({ code }) => code).sort()).toEqual(
    Object.keys(SDK5_DIAGNOSTIC_WORDS).sort(),
  );
  const unsent = codesOf(readSource('hsm/unsent.ts'), /^UnsentValues$/);
  expect(unsent.map(({ code }) => code).sort()).toEqual([...UNSENT_CODES].sort());
  const expectations = codesOf(readSource('failure-codes/shape-detail.ts'), /^ExpectedValues$/);

  const sections = [
    '# Codes',
    'Made by `npm run docs` from the tables of codes in `src/`.',
    'What the library refuses, finds or reports is a code with values, and the code tells the type of the values. Codes are stable; the words that people read are not, and are made of codes by `describeFailure`, `describeDiagnostic`, `describeCause` and `describeRefusal`. [library.md](library.md) shows how to match on codes. Where no description of a code is needed, this page has the words, with the values’ names in their places.',
    '## Failures',
    'The `code` of a `Failure`, which is thrown. Its `kind` is the command line’s exit code: `usage` 2, `file` 3, `key` 4, `state` 5.',
    ...failures.flatMap((file) => [
      `### ${headingOf(fileComment(file))}`,
      table(['code', 'kind', 'what', 'values'], codesOf(file, /Failures$/), (each) => [
        failureKinds()[each.code as FailureCode],
        meaningOf(
          each,
          (values) => describeFailure({ code: each.code, values } as AnyFailure).message,
        ),
      ]),
    ]),
    '## Diagnostics',
    'The `code` of what `lint` finds in an approval file; [lint.md](lint.md) has examples.',
    table(['code', 'what', 'values'], diagnostics, ({ code }) => [
      DIAGNOSTIC_WORDS[code as keyof typeof DIAGNOSTIC_WORDS].summary,
    ]),
    'The `code` of what `judgeSdk5` finds in a file of the newer command line.',
    table(['code', 'what', 'values'], sdk5Diagnostics, ({ code }) => [
      SDK5_DIAGNOSTIC_WORDS[code as keyof typeof SDK5_DIAGNOSTIC_WORDS].summary,
    ]),
    '## Causes of a wrong signature',
    'The `code` of a `WrongCause`, as `explainSignature` and `readStatus` find them.',
    table(['code', 'what', 'values'], causes, (each) => [
      meaningOf(each, (values) => describeCause(withCode(each.code, values) as WrongCause)),
    ]),
    '## Refusals of the HSM',
    'The `reason.code` of what a server of a cluster refuses. The device does not tell it: its own word is `error`.',
    table(['code', 'what', 'values'], refusals, (each) => [
      meaningOf(each, (values) => describeRefusal(withCode(each.code, values) as RefusalReason)),
    ]),
    '## What a console does not send',
    'The `reason.code` of a command that came to no HSM, as `mofn hsm explain --json` tells it.',
    table(['code', 'what', 'values'], unsent, (each) => [
      meaningOf(each, (values) => describeUnsent(withCode(each.code, values) as UnsentReason)),
    ]),
    '## Shapes',
    'Where a value has not the shape that it should have, `detail` is a `ShapeDetail`: its `code` is `missing`, `unknown-key` or `unlike`, and of the last `expected.code` says what was expected, and `found` what is there, where that is no secret.',
    table(['code', 'what', 'values'], expectations, (each) => [
      meaningOf(each, (values) => {
        const expected = withCode(each.code, values) as Expected;
        return describeShapeDetail({ code: 'unlike', expected, found: null });
      }),
    ]),
    '## Others',
    ...UNIONS.flatMap(({ name, of, file }) => [
      `### ${name}: ${of}`,
      table(
        ['code', 'what', 'values'],
        codesOf(readSource(`${file}.ts`), new RegExp(`^${name}$`)),
        ({ code, comment }) => {
          expect(comment, `${name} ${code} needs a comment`).toBeDefined();
          return [comment ?? ''];
        },
      ),
    ]),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/codes.md');
});

function headingOf(comment = ''): string {
  return comment.replace(/^Failures of /, '').replace(/\.( .*)?$/s, '');
}

function table(
  head: readonly string[],
  codes: readonly TabledCode[],
  cellsOf: (code: TabledCode) => readonly string[],
): string {
  expect(codes.length, head.join()).toBeGreaterThan(0);
  const rows = codes.map((each) => {
    const values = each.values === undefined ? '' : `\`${each.values}\``;
    return [`\`${each.code}\``, ...cellsOf(each), values];
  });
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/**
 * What a code means: the comment at it; where that is about its values alone or missing, the words, with
 * the values' names in their places.
 */
function meaningOf({ code, comment }: TabledCode, words: (values: object) => string): string {
  const isOfValues = comment?.startsWith('`') ?? true;
  if (comment !== undefined && !isOfValues) return comment;
  const said = sayOrNothing(() => words(NAMES_OF_VALUES));
  const isSaid = said !== undefined && !said.includes('undefined');
  expect(isSaid || comment, `${code} needs a comment`).toBeTruthy();
  return [isSaid ? said : '', comment ?? ''].filter((part) => part !== '').join('; ');
}

/** Words of which a value is more than a name cannot be said so. */
function sayOrNothing(say: () => string): string | undefined {
  try {
    return say();
  } catch {
    return undefined;
  }
}

/** Values of which each is its own name. */
const NAMES_OF_VALUES: object = new Proxy(
  {},
  { get: (_, name) => (typeof name === 'string' ? `‹${name}›` : undefined) },
);

function withCode(code: string, values: object): object {
  return new Proxy(values, {
    get: (all, name, self) => (name === 'code' ? code : Reflect.get(all, name, self)),
  });
}
