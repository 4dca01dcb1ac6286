import { expect, it } from 'vitest';
import { ANSWERS } from '../../src/cli/commands/answers.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { renderHelpPages } from '../../src/cli/help.ts';
import { listMembers } from '../support/answer-schema.ts';

/** docs/cli.md is made here, from the same tables as the program: `npm run docs` writes it anew. */
it('docs/cli.md tells what the program does', async () => {
  const pages = await renderHelpPages(DEFINITIONS);
  const sections = [
    '# The command line',
    'Made by `npm run docs` from `src/cli/commands` and `src/cli/exit-codes.ts`.',
    '## Exit codes',
    ['| code | meaning |', '|---|---|', ...exitCodeRows()].join('\n'),
    'A negative answer is an answer: it is printed on standard output. With an exit code of 2 or\nmore, standard output stays empty and standard error says why. `mofn dgst` has the exit codes of\n`openssl dgst`.',
    'With `--json` a command answers with one JSON object, whose members stand with each below; `approval\nshow` with one for each file, each on a line. Times are ISO 8601, in UTC, everywhere but in the records of\n`hsm log`, which are shown as they were hashed.',
    'Help is as wide as `COLUMNS` says, else the terminal, else 80 columns. So are errors, warnings and hints, but for\nthose that hold a command, which stays in one piece to be pasted; in a file or a pipe each is one line, unless\n`COLUMNS` is set.',
    '## Commands',
    codeBlock(pages[''] ?? ''),
    ...DEFINITIONS.filter(({ path }) => path in pages).map(({ path }) =>
      [`### mofn ${path}`, codeBlock(pages[path] ?? ''), ...answerTables(path)].join('\n\n'),
    ),
  ];
  await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/cli.md');
});

/** The members of what a command answers with --json. */
function answerTables(path: string): string[] {
  return (ANSWERS[path] ?? []).map((answer) => {
    const rows = listMembers(answer).map(
      ({ member, type, what }) => `| \`${member}\` | ${type} | ${what} |`,
    );
    const when = answer.when === undefined ? '' : ` ${answer.when}`;
    const heading = `With \`--json\` it answers${when}:`;
    return `${heading}\n\n${['| member | type | what it is |', '|---|---|---|', ...rows].join('\n')}`;
  });
}

function exitCodeRows(): string[] {
  return Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
}

function codeBlock(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
