/**
 * What the shells' scripts (commands/completion/scripts.ts) ask at each Tab: `mofn __complete SHELL WORD…`. It never
 * fails and says nothing of what went wrong: somebody is typing.
 */
import type { World } from '../context.ts';
import { type Completion, NOTHING } from './candidate.ts';
import { completeLine } from './complete-line.ts';
import type { Sources } from './complete-value.ts';
import type { CompletionTable } from './completion-table.ts';
import { readBashLine, type TypedWords } from './lines/bash-line.ts';
import { readPlainWords } from './lines/plain-words.ts';
import { renderForBash, renderForFish, renderForZsh } from './render.ts';

/** What the program knows of its commands, and has of the table, where that is made already. */
interface KnownWords {
  readonly definitions: Sources['definitions'];
  readonly completionTable: () => CompletionTable | undefined;
}

/**
 * Answers a shell.
 *
 * @param words `bash COMP_WORDBREAKS LINE`, or `zsh` or `fish` and the words up to the cursor, the last as it
 *   is typed
 * @returns the exit code, which is 0
 */
export async function answerShell(
  [shell, ...words]: readonly string[],
  world: World,
  { definitions, completionTable }: KnownWords,
): Promise<0> {
  const table = async () => completionTable() ?? (await import('./make-table.ts')).makeTable();
  try {
    const typed =
      shell === 'bash' ? readBashLine(words[1] ?? '', words[0] ?? '') : readPlainWords(words);
    const completion = await complete(typed, { world, definitions, table });
    const lines =
      shell === 'bash'
        ? renderForBash(completion, typed)
        : shell === 'zsh'
          ? renderForZsh(completion)
          : renderForFish(completion);
    world.stdout.write(lines.map((line) => `${line}\n`).join(''));
  } catch {
    // What is broken offers nothing.
  }
  return 0;
}

async function complete(
  { words, word, isForShell, isRedirect }: TypedWords,
  sources: Sources,
): Promise<Completion> {
  if (isRedirect) return { ...NOTHING, otherwise: 'files' };
  const completion = await completeLine(words.slice(1), word, sources);
  return isForShell ? { ...completion, candidates: [] } : completion;
}
