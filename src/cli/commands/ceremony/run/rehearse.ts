/** Ceremonies that are held unattended, against an emulated cluster. */
import { delimiter, join } from 'node:path';
import { holdsPassword } from '../../../../ceremony/passwords/holds-password.ts';
import { findProgress, initialsOf } from '../../../../ceremony/record/progress.ts';
import { RECORD_FILE, SCRIPT_FILE } from '../../../../ceremony/record/record.ts';
import type { CeremonyScript, ScriptStep } from '../../../../ceremony/script/script.ts';
import { makeFolder, removeTree } from '../../../../files/folder.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { holdSignals } from '../../../../terminal/signals.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { makeScratchFolder } from '../../../output/temporary-folder.ts';
import { paint } from '../../../printer.ts';
import { linkPrograms } from '../../hsm/run/program-links.ts';
import { readSoundScript, type ScriptFile } from '../script-input.ts';
import type { CeremonyRunAnswer } from './answer.ts';
import { makeRehearsalFolder } from './ceremony-folder.ts';
import type { ceremonyRun } from './definition.ts';
import { hashOutcomes } from './hash-outcomes.ts';
import { Journal } from './journal.ts';
import { type CommandRun, runStepCommand } from './run-step-command.ts';
import { findSoftware } from './software.ts';

/** What is in it is no part of the ceremony: the cluster, and private keys. */
const REHEARSAL_FOLDER = 'rehearsal';

/** Longest command that is recorded where it took the place of the script's. */
const LONGEST_COMMAND = 1500;

/** @returns the exit code */
export async function rehearse(
  args: ArgumentsOf<typeof ceremonyRun>,
  context: Context,
): Promise<number> {
  const given = await readSoundScript(args.script, context);
  const folder = makeRehearsalFolder(args.dir, given, context);
  const programs = makeScratchFolder('mofn-rehearsal-', context);
  const remove = (): void => removeTree(programs);
  return holdSignals(async () => {
    try {
      return await new RehearsalRun(args, folder, linkPrograms(programs), context).play(given);
    } finally {
      remove();
    }
  }, remove);
}

class RehearsalRun {
  readonly #args: ArgumentsOf<typeof ceremonyRun>;
  readonly #folder: string;
  readonly #programs: string;
  readonly #context: Context;

  constructor(
    args: ArgumentsOf<typeof ceremonyRun>,
    folder: string,
    programs: string,
    context: Context,
  ) {
    this.#args = args;
    this.#folder = folder;
    this.#programs = programs;
    this.#context = context;
  }

  async play(given: ScriptFile & { readonly script: CeremonyScript }): Promise<number> {
    const { prepare, environment } = given.script.rehearsal;
    const env = this.#environment(environment);
    makeFolder(join(this.#folder, REHEARSAL_FOLDER));
    if (prepare !== undefined) {
      const ran = await runStepCommand(prepare, this.#folder, env);
      if (ran.code !== 0) return this.#tellFailure('its preparation', ran);
    }
    // Records have whole seconds: what was prepared lies before the first of this one.
    await new Promise((resolve) => setTimeout(resolve, 1000 - (this.#context.now() % 1000)));
    // The keys are those of the rehearsal now, and the policy names them.
    const path = join(this.#folder, SCRIPT_FILE);
    const { script, policy } = await readSoundScript(path, this.#context);
    const journal = await Journal.open(join(this.#folder, RECORD_FILE), this.#context);
    try {
      journal.add({
        kind: 'opened',
        script: script.digest,
        policy: policy?.digest,
        isRehearsal: true,
        software: findSoftware(),
      });
      const isComplete = await this.#playSteps(script, journal, env);
      journal.add({ kind: 'closed', isComplete });
      this.#answer(script, journal, isComplete);
      return isComplete ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
    } finally {
      journal.close();
    }
  }

  #environment(environment: ReadonlyMap<string, string>): NodeJS.ProcessEnv {
    const { env } = this.#context;
    return {
      ...env,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      MOFN_HSM: join(this.#folder, REHEARSAL_FOLDER, 'cluster'),
      ...Object.fromEntries(environment),
      PATH: [this.#programs, env['PATH'] ?? ''].join(delimiter),
    };
  }

  /** @returns whether each was done, and its files came out */
  async #playSteps(
    script: CeremonyScript,
    journal: Journal,
    env: NodeJS.ProcessEnv,
  ): Promise<boolean> {
    for (const [at, step] of script.steps.entries()) {
      this.#note(`${at + 1}/${script.steps.length} ${step.id}`);
      const began = journal.time();
      const { act } = step;
      if (act.kind === 'run') {
        const ran = await runStepCommand(act.rehearse ?? act.command, this.#folder, env);
        if (ran.code !== 0) {
          this.#tellFailure(`step ${step.id}`, ran);
          return false;
        }
      }
      const { files, missing } = hashOutcomes(this.#folder, step.files);
      if (missing.length > 0) {
        this.#tell(`step ${step.id}: ${missing.join(' and ')} did not come out of it`);
        return false;
      }
      const initials = step.who.map((id) =>
        initialsOf(script.participants.find((each) => each.id === id)?.name ?? id),
      );
      const remark = remarkOf(step);
      journal.add({ kind: 'done', step: step.id, began, by: step.who, initials, remark, files });
    }
    return true;
  }

  #answer(script: CeremonyScript, journal: Journal, isComplete: boolean): void {
    const { stdout } = this.#context;
    const { steps } = findProgress(script, journal.entries);
    if (this.#args.json) {
      const answer: CeremonyRunAnswer = {
        schemaVersion: 1,
        folder: this.#args.dir,
        title: script.title,
        isRehearsal: true,
        isComplete,
        record: journal.head,
        steps: steps.map(({ step: { id }, state }) => ({ id, state })),
      };
      stdout.printJson(answer);
      return;
    }
    const done = steps.filter(({ state }) => state === 'done').length;
    const said = `: ${script.title}: ${done} of ${countNoun(steps.length, 'step')}`;
    stdout.printLine([
      isComplete ? paint('good', 'rehearsed') : paint('error', 'not rehearsed'),
      said,
    ]);
    stdout.printLine(`record ${journal.head}`);
  }

  /** @returns the exit code */
  #tellFailure(what: string, { code, output }: CommandRun): number {
    this.#context.stderr.printLines(output.trimEnd().split('\n').slice(-20));
    this.#tell(`${what} ended with exit code ${code}`);
    return EXIT_CODES.negative.code;
  }

  #tell(text: string): void {
    this.#context.stderr.printLine([paint('error', 'error'), `: ${text}`]);
  }

  #note(text: string): void {
    if (!this.#args.quiet) this.#context.stderr.printLine([paint('faint', text)]);
  }
}

/** Where something else was run than the script says, the record has it. */
function remarkOf({ act }: ScriptStep): string | undefined {
  if (act.kind !== 'run' || act.rehearse === undefined) return undefined;
  // Whoever reads the record reads what is in it.
  if (holdsPassword(act.rehearse))
    return 'rehearsed by another command, which has a password in it';
  return `rehearsed by: ${escapeUnsafe(act.rehearse).slice(0, LONGEST_COMMAND)}`;
}
