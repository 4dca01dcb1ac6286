import type { JSX } from 'preact';
import type { DiagnosticAnswer } from '../../../answers/lint/lint-answer.ts';
import { countNoun } from '../../../words/count-noun.ts';
import type { LinePiece, LintView, MarkedLine } from '../../engine/page-model.ts';
import { Part } from '../parts/parts.tsx';
import { saveFile } from '../save-file.ts';
import { capitalise } from './headline.ts';

const SEVERITIES = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What is wrong in a file: its lines, and under each what is to be said of it. */
export function Lint({
  lint,
  clean,
  command,
}: {
  readonly lint: LintView;
  /** What is said where nothing is wrong. */
  readonly clean: string;
  /** That says the same. */
  readonly command: string;
}): JSX.Element {
  const { answer, lines, fixed } = lint;
  const diagnostics = answer.files.flatMap(({ diagnostics: found }) => found);
  const omitted = answer.files.flatMap(({ omitted: more = [] }) => more);
  if (diagnostics.length === 0) {
    return (
      <Part title="The file as it is written">
        <p>{clean}</p>
        {lines.length > 0 && (
          <details>
            <summary>Show the file</summary>
            <Source lines={lines} diagnostics={diagnostics} />
          </details>
        )}
      </Part>
    );
  }
  return (
    <Part title={`In the file: ${countFindings(diagnostics)}`}>
      {fixed !== undefined && (
        <p class="fix">
          <button type="button" onClick={() => saveFile(fixed.name, fixed.bytes)}>
            Save {fixed.name} with {countNoun(fixed.applied, 'fix', 'fixes')}
          </button>{' '}
          <span class="soft">The same bytes as {command} --fix writes.</span>
        </p>
      )}
      {lines.length > 0 ? (
        <Source lines={lines} diagnostics={diagnostics} />
      ) : (
        <ul class="findings">
          {diagnostics.map((diagnostic, at) => (
            <li key={at}>
              <Finding diagnostic={diagnostic} />
            </li>
          ))}
        </ul>
      )}
      {omitted.map(({ code, count }) => (
        <p key={code}>
          {count} more of {code}
        </p>
      ))}
    </Part>
  );
}

function countFindings(diagnostics: readonly DiagnosticAnswer[]): string {
  const count = (wanted: string): number =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  const words = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('info'), 'note'],
  ] as const;
  return words
    .filter(([number]) => number > 0)
    .map(([number, noun]) => countNoun(number, noun))
    .join(', ');
}

function Source({
  lines,
  diagnostics,
}: {
  readonly lines: readonly MarkedLine[];
  readonly diagnostics: readonly DiagnosticAnswer[];
}): JSX.Element {
  return (
    <ol class="source">
      {lines.map(({ number, pieces, diagnostics: begun }, at) => (
        <li key={number} value={number}>
          {number > (lines[at - 1]?.number ?? 0) + 1 && <p class="soft">lines are left out here</p>}
          <code class="line">
            <span class="number" aria-hidden="true">
              {number}
            </span>
            <span>
              {pieces.map((piece, index) => (
                <Piece key={index} piece={piece} diagnostics={diagnostics} />
              ))}
            </span>
          </code>
          {begun.map((position) => {
            const diagnostic = diagnostics[position];
            return diagnostic && <Finding key={position} diagnostic={diagnostic} />;
          })}
        </li>
      ))}
    </ol>
  );
}

/** A stretch of a line; the worst that is said of it colours it, and wavy lines mark it without colours. */
function Piece({
  piece: { text, marks },
  diagnostics,
}: {
  readonly piece: LinePiece;
  readonly diagnostics: readonly DiagnosticAnswer[];
}): JSX.Element {
  if (marks.length === 0) return <>{text}</>;
  const severities = marks.map((position) => diagnostics[position]?.severity);
  const worst = severities.includes('error')
    ? 'error'
    : severities.includes('warning')
      ? 'warning'
      : 'info';
  return <mark class={text === '' ? `${worst} place` : worst}>{text === '' ? '‸' : text}</mark>;
}

/** What only the command line has. */
const NO_FILES = '; --no-files leaves files out';

function endSentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function Finding({ diagnostic }: { readonly diagnostic: DiagnosticAnswer }): JSX.Element {
  const { severity, message, hint, code, startLine, startColumn } = diagnostic;
  return (
    <div class={`finding ${severity}`}>
      <p>
        <strong>{SEVERITIES[severity]}</strong> at line {startLine}, column {startColumn}: {message}
      </p>
      {hint !== '' && <p>{endSentence(capitalise(hint.replace(NO_FILES, '')))}</p>}
      <p class="soft code">{code}</p>
    </div>
  );
}
