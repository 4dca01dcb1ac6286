/**
 * The answer for the summary of a build, in GitHub's Markdown, which GitLab reads too. Nothing that comes from a file
 * can be more in it than text.
 */

import type { JudgedToken } from '../../../../answers/folder/judge-folder.ts';
import type { ShownStep } from '../../../../answers/status/status-answer.ts';
import { listRows, type StatusRow } from '../../../../answers/status/status-rows.ts';
import type { Policy } from '../../../../ceremony/policy/policy.ts';
import type { CeremonyStatus } from '../../../../ceremony/status.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { describeFolderTrouble, hintOfFolderTrouble } from '../../../../words/folder-trouble.ts';
import { describeVerdict } from '../../../../words/policy-verdict.ts';
import { describeRequest } from '../../../../words/request.ts';
import { describeService } from '../../../../words/services.ts';
import { describeJudgement, describeStatusRefusal } from '../../../../words/status.ts';
import { listServices, nameUsers } from '../../../../words/token.ts';
import { describeCountVerdict, STATE_WORDS } from '../../approval/status/status-words.ts';
import type { JudgedFolder } from './judged-folder.ts';

export function renderMarkdown({
  folder,
  judged,
  trouble,
  policy,
}: JudgedFolder): readonly string[] {
  const lines: string[] = [];
  if (judged.length === 0) lines.push(`### ❌ no token in ${code(folder)}`, '');
  for (const one of judged) for (const line of describeJudged(one, policy)) lines.push(line);
  if (trouble.length > 0) lines.push('### ❌ files that do not count', '');
  for (const one of trouble) {
    lines.push(`- ${code(one.path)}: ${text(describeFolderTrouble(one))}`);
    lines.push(`  - ${text(hintOfFolderTrouble(one, one.path))}`);
  }
  return lines;
}

function describeJudged(
  { token, status, roster, steps }: JudgedToken,
  policy: Policy | undefined,
): readonly string[] {
  return [
    ...describeToken(token.path, status),
    ...describeAsked(status),
    ...describeRows(listRows(status, roster)),
    '',
    ...status.refusals.map((refusal) => `- ${text(describeStatusRefusal(refusal))}`),
    ...describePolicy(status, policy),
    ...steps.flatMap(describeStep),
    '',
  ];
}

function describeToken(path: string, status: CeremonyStatus): readonly string[] {
  const { right, required, reached, token, format } = status;
  const records = token?.records ?? [];
  const services = listServices(records).map((one) => describeService(one, format));
  const count = `${right} of ${required}, ${describeCountVerdict(status)}`;
  return [
    `### ${reached ? '✅' : '❌'} ${code(path)}: ${text(count)}`,
    '',
    `- quorum token of ${text(nameUsers(records))}, for ${text(services.join('; '))}`,
    `- SHA-256: ${code(token?.digest ?? '')}`,
    '',
  ];
}

function describeAsked({ request }: CeremonyStatus): readonly string[] {
  if (request === undefined) return ['No request says what the token is for.', ''];
  return [...block(describeRequest(request.signed.request)), ''];
}

function describePolicy(
  { policy: verdict }: CeremonyStatus,
  policy: Policy | undefined,
): readonly string[] {
  if (verdict === undefined) return [];
  const name = policy?.name === undefined ? 'policy' : `policy "${policy.name}"`;
  return [
    `- ${text(`${name}: ${verdict.isMet ? 'it is met' : 'it is not met'}`)}`,
    ...describeVerdict(verdict).map((line) => `  - ${text(line.trim())}`),
  ];
}

function describeStep({ what, commands }: ShownStep): readonly string[] {
  const step = `next: ${text(what)}${commands.length > 0 ? ':' : ''}`;
  return ['', step, ...(commands.length > 0 ? ['', ...block(commands)] : [])];
}

function describeRows(rows: readonly StatusRow[]): readonly string[] {
  const hasRequest = rows.some(({ onRequest }) => onRequest !== undefined);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const heading = ['officer', 'token', ...(hasRequest ? ['request'] : []), 'file, and why'];
  return [
    row(heading),
    row(heading.map(() => '---')),
    ...rows.map(({ name, state, onRequest, approval }) => {
      const reasons = approval === undefined ? [] : describeJudgement(approval);
      const file = approval === undefined ? [] : [code(approval.file)];
      return row([
        text(name),
        STATE_WORDS[state],
        ...(hasRequest ? [onRequest === true ? 'signed' : 'missing'] : []),
        [...file, ...reasons.map(text)].join('<br>'),
      ]);
    }),
  ];
}

/** What has a meaning in Markdown has none behind a backslash (CommonMark, 2.4); nor have addresses then, nor HTML. */
function text(plain: string): string {
  return escapeUnsafe(plain).replace(/[\\`*_{}[\]()<>#+\-.!|~&@:$^]/g, '\\$&');
}

/** In a monospaced font, in which mentions are text as well. */
function code(plain: string): string {
  return `<code>${text(plain)}</code>`;
}

/** Lines as they are. A block of HTML that begins with `pre` ends with it, and no Markdown is in it (CommonMark, 4.6). */
function block(lines: readonly string[]): readonly string[] {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  const shown = lines.map((line) =>
    escapeUnsafe(line).replace(/[&<>]/g, (character) => entities[character] ?? ''),
  );
  // A line of the output each: in one, what ends a line would be shown, not done.
  return `<pre>${shown.join('\n')}</pre>`.split('\n');
}
