/** A ceremony that is being held: what is asked, and what is recorded of the answers. */
import { findProgress } from '../../../../ceremony/record/progress.ts';
import type { Excuse, StepWork } from '../../../../ceremony/record/record.ts';
import type {
  CeremonyScript,
  Participant,
  ScriptStep,
} from '../../../../ceremony/script/script.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { Context } from '../../../context.ts';
import { CalledOff, type Dialogue } from './dialogue.ts';
import { findSameAsBefore, hashOutcomes } from './hash-outcomes.ts';
import type { Journal } from './journal.ts';
import { showCeremony, showStep } from './show-step.ts';

/** What a ceremony is held with. */
export interface HeldWith {
  readonly script: CeremonyScript;
  /** Absolute. */
  readonly folder: string;
  readonly journal: Journal;
  readonly dialogue: Dialogue;
  readonly context: Context;
}

const AT_STEP = {
  done: 'the step was done as written; its files must be there',
  deviate: 'it was done, and otherwise than written: by whom, why, and who accepted it',
  skip: 'it was not done: why, and who accepted it',
  repeat: 'a step that is over is begun anew',
  remark: 'something for the record',
  show: 'the step once more',
  pause: 'leave for a break; the same command goes on later',
  stop: 'end the ceremony and its record for good, before the end',
} as const;
const AT_END = {
  close: 'end the record for good: the ceremony is over',
  repeat: AT_STEP.repeat,
  remark: AT_STEP.remark,
  show: 'title, people and digest once more',
  pause: AT_STEP.pause,
} as const;

/** Nobody ends a ceremony by a slip: no beginning of these will do. */
const FOR_GOOD = ['stop', 'close'] as const;

/** Whether there is more to ask. */
type Next = 'go-on' | 'leave';

export class Held {
  readonly #with: HeldWith;
  /** When the step was shown that is open. */
  #began = '';

  constructor(held: HeldWith) {
    this.#with = held;
  }

  /** Asks until the record is closed, or whoever answers leaves. */
  async play(): Promise<void> {
    const { script, folder, dialogue, journal } = this.#with;
    showCeremony(script, folder, dialogue);
    const { steps } = findProgress(script, journal.entries);
    if (journal.entries.length > 1) {
      const over = steps.filter(({ state }) => state !== 'open').length;
      dialogue.say([
        '',
        `${over} of ${countNoun(steps.length, 'step')} ${over === 1 ? 'is' : 'are'} over`,
      ]);
    }
    try {
      for (;;) {
        const { next, isClosed } = findProgress(script, journal.entries);
        if (isClosed) return;
        const answer = next === undefined ? await this.#askAtEnd() : await this.#askAtStep(next);
        if (answer === 'leave') return;
      }
    } catch (error) {
      if (!(error instanceof CalledOff)) throw error;
    }
  }

  async #askAtStep(step: ScriptStep): Promise<Next> {
    const { dialogue, journal, script } = this.#with;
    this.#began = journal.time();
    showStep(step, script, this.#began, dialogue);
    for (;;) {
      const word = await dialogue.choose(AT_STEP, FOR_GOOD);
      if (word === 'pause') return this.#pause();
      if (word === 'stop') {
        if (await this.#stop()) return 'go-on';
      } else if (word === 'show') showStep(step, script, journal.time(), dialogue);
      else if (word === 'done') {
        if (await this.#finish(step)) return 'go-on';
      } else {
        if (word === 'deviate') await this.#deviate(step);
        else if (word === 'skip') {
          const excuse = await this.#askExcuse('skipped', step.who);
          journal.add({ kind: 'skipped', step: step.id, ...excuse });
        } else if (word === 'remark') await this.#remark();
        else await this.#repeat();
        // A remark is of no step: what is open stays as it was shown.
        if (word !== 'remark') return 'go-on';
      }
    }
  }

  async #askAtEnd(): Promise<Next> {
    const { folder, dialogue, journal, script } = this.#with;
    dialogue.say(['', 'Each step is over.']);
    const word = await dialogue.choose(AT_END, FOR_GOOD);
    if (word === 'pause') return this.#pause();
    if (word === 'close') {
      if (await this.#isForGood()) journal.add({ kind: 'closed', isComplete: true });
    } else if (word === 'repeat') await this.#repeat();
    else if (word === 'remark') await this.#remark();
    else showCeremony(script, folder, dialogue);
    return 'go-on';
  }

  /** What is recorded, so that a break is told from an end that nobody asked for. */
  #pause(): Next {
    this.#with.journal.add({ kind: 'paused' });
    return 'leave';
  }

  /** @returns false where something did not come out, so that it is not done */
  async #finish(step: ScriptStep): Promise<boolean> {
    const { folder, dialogue, journal } = this.#with;
    const { files, missing } = hashOutcomes(folder, step.files);
    if (missing.length > 0) {
      dialogue.say([
        `not there yet: ${missing.join(', ')}`,
        'do it again until they are there; or deviate, which is a deviation in the report',
      ]);
      return false;
    }
    const same = findSameAsBefore(step.id, files, journal.entries);
    if (same.length > 0) {
      const what = same.length === 1 ? 'is still the one' : 'are still those';
      dialogue.say([
        `${same.join(', ')} ${what} of before the step was begun anew; is that right?`,
      ]);
      const answer = await dialogue.choose({
        yes: 'the step was done again, and came out alike',
        no: 'the step is still to be done',
      });
      if (answer === 'no') return false;
    }
    const work = await this.#askWork(step, this.#peopleOf(step.who));
    journal.add({ kind: 'done', ...work });
    dialogue.say([`done at ${journal.entries.at(-1)?.at ?? ''}`]);
    return true;
  }

  async #deviate(step: ScriptStep): Promise<void> {
    const { dialogue, journal, script } = this.#with;
    const who = await dialogue.askPeople('who did it', script.participants, step.who);
    const doers = who.map(({ id }) => id);
    const excuse = await this.#askExcuse('done otherwise', doers);
    journal.add({ kind: 'deviated', ...(await this.#askWork(step, who)), ...excuse });
  }

  async #askWork(step: ScriptStep, who: readonly Participant[]): Promise<StepWork> {
    const { folder, dialogue } = this.#with;
    const initials = await dialogue.askInitials(who);
    const remark = await dialogue.askText('remark (Enter for none)', false);
    // As they are when the line is written: what was changed while people wrote shows.
    const { files } = hashOutcomes(folder, step.files);
    dialogue.say(files.map(({ path, sha256 }) => `  ${sha256}  ${path}`));
    const by = who.map(({ id }) => id);
    return { step: step.id, began: this.#began, by, initials, remark, files };
  }

  async #repeat(): Promise<void> {
    const { dialogue, journal, script } = this.#with;
    const over = findProgress(script, journal.entries).steps.filter(
      ({ state }) => state !== 'open',
    );
    if (over.length === 0) {
      dialogue.say(['no step is over yet']);
      return;
    }
    const ids = over.map(({ step }) => step.id);
    for (;;) {
      const step = await dialogue.askText(`which step (${ids.join(', ')})`, true);
      const doers = over.find((each) => each.step.id === step)?.step.who;
      if (doers !== undefined) {
        journal.add({ kind: 'repeated', step, ...(await this.#askExcuse('begun anew', doers)) });
        return;
      }
      dialogue.say(['please name one of them']);
    }
  }

  async #remark(): Promise<void> {
    const { dialogue, journal, script } = this.#with;
    const by = await dialogue.askPerson('whose remark', script.participants);
    journal.add({ kind: 'remark', by, remark: await dialogue.askText('remark', true) });
  }

  /** @returns whether it was stopped */
  async #stop(): Promise<boolean> {
    const { dialogue, journal, script } = this.#with;
    if (!(await this.#isForGood())) return false;
    const by = await dialogue.askPerson('who stops it', script.participants);
    const reason = await dialogue.askText('why', true);
    journal.add({ kind: 'closed', isComplete: false, by, reason });
    return true;
  }

  async #isForGood(): Promise<boolean> {
    const { dialogue } = this.#with;
    dialogue.say(['this ends the record for good; pause is for breaks']);
    return (await dialogue.choose({ yes: 'end it', no: 'go on' })) === 'yes';
  }

  /** @param doers who cannot accept it themselves, unless nobody else takes part */
  async #askExcuse(what: string, doers: readonly string[]): Promise<Excuse> {
    const { dialogue, script } = this.#with;
    const reason = await dialogue.askText(`why is it ${what}`, true);
    const hasOther = script.participants.some(({ id }) => !doers.includes(id));
    for (;;) {
      const acceptedBy = await dialogue.askPerson('accepted by', script.participants);
      if (!hasOther || !doers.includes(acceptedBy)) return { reason, acceptedBy };
      dialogue.say([`it is ${acceptedBy}'s own step: somebody else must accept it`]);
    }
  }

  #peopleOf(ids: readonly string[]): readonly Participant[] {
    return this.#with.script.participants.filter(({ id }) => ids.includes(id));
  }
}
