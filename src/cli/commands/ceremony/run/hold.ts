/** Ceremonies that people hold: opened, gone through, gone on with, closed. */
import { join } from 'node:path';
import { findProgress } from '../../../../ceremony/record/progress.ts';
import { RECORD_FILE } from '../../../../ceremony/record/record.ts';
import { openLines } from '../../../../terminal/open-lines.ts';
import { holdSignals, interruptGroup } from '../../../../terminal/signals.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { consoleInput, questionOutput } from '../../../input/terminal.ts';
import { readSoundScript } from '../script-input.ts';
import { keepScript, makeCeremonyFolder } from './ceremony-folder.ts';
import type { ceremonyRun } from './definition.ts';
import { Dialogue } from './dialogue.ts';
import { Held } from './held.ts';
import { Journal } from './journal.ts';
import { findSoftware } from './software.ts';

/** @returns the exit code */
export async function hold(
  args: ArgumentsOf<typeof ceremonyRun>,
  context: Context,
): Promise<number> {
  const given = await readSoundScript(args.script, context);
  const folder = makeCeremonyFolder(args.dir, context);
  const path = join(folder, RECORD_FILE);
  const journal = await Journal.open(path, context);
  const { input, terminal } = consoleInput(context);
  const lines = openLines(input, questionOutput(context), terminal);
  const dialogue = new Dialogue(lines, context);
  const tidy = (): void => journal.close();
  return holdSignals(async () => {
    try {
      const [script, policy] = [given.script.digest, given.policy?.digest];
      refuseOther(journal, script, policy, args.dir);
      keepScript(folder, given);
      journal.add(
        journal.entries.length === 0
          ? { kind: 'opened', script, policy, isRehearsal: false, software: findSoftware() }
          : { kind: 'resumed', lost: journal.lost },
      );
      const held = new Held({ script: given.script, folder, journal, dialogue, context });
      await held.play();
      if (dialogue.interrupted) {
        tellHowToGoOn(args, context);
        await lines.close();
        journal.close();
        await interruptGroup();
      }
      if (findProgress(given.script, journal.entries).isClosed) return conclude(journal, context);
      tellHowToGoOn(args, context);
      return EXIT_CODES.negative.code;
    } finally {
      await lines.close();
      journal.close();
    }
  }, tidy);
}

/** @throws CommandFailure where the record is over, or of another script */
function refuseOther(
  journal: Journal,
  script: string,
  policy: string | undefined,
  folder: string,
): void {
  const [first] = journal.entries;
  if (first === undefined) return;
  if (journal.entries.at(-1)?.event.kind === 'closed') {
    throw new CommandFailure(
      'file',
      `the ceremony of ${quoted(folder)} is over: its record is closed`,
      'for another one, name a new folder with --dir',
    );
  }
  const { event } = first;
  if (event.kind !== 'opened' || event.script !== script || event.policy !== policy) {
    throw new CommandFailure(
      'file',
      `the record of ${quoted(folder)} was begun with another script or policy`,
      'go on with those, which lie in the folder; or name a new folder with --dir',
    );
  }
  if (event.isRehearsal) {
    throw new CommandFailure(
      'file',
      `the record of ${quoted(folder)} is that of a rehearsal`,
      'name a new folder with --dir',
    );
  }
}

function tellHowToGoOn({ script, dir }: ArgumentsOf<typeof ceremonyRun>, context: Context): void {
  context.stderr.printLine('the ceremony is not over; what was recorded is kept');
  context.stderr.printLine(
    `go on with: mofn ceremony run ${quotePath(script)} --dir ${quotePath(dir)}`,
  );
}

function conclude(journal: Journal, { stdout }: Context): number {
  const last = journal.entries.at(-1)?.event;
  const isComplete = last?.kind === 'closed' && last.isComplete;
  stdout.printLine(isComplete ? 'The ceremony is over.' : 'The ceremony was stopped.');
  stdout.printLine('This digest stands for the whole record; write it on the paper script:');
  stdout.printLine(`  ${journal.head}`);
  return isComplete ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}
