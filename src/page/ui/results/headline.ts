/** What is said first of an approval file: whether it can be handed in, and if not, why. */
import type { StatusAnswer, StatusOfficer } from '../../../answers/status/status-answer.ts';
import { countNoun } from '../../../words/count-noun.ts';
import type { ApprovalView } from '../../engine/page-model.ts';
import { tellTrouble } from './token-trouble.ts';
import type { Headline } from './tone.ts';

export type { Headline, Tone } from './tone.ts';

/** @param view made safe to show */
export function judgeApproval(view: ApprovalView): Headline {
  const { status, lint, wants, verdicts } = view;
  const { errors } = lint.answer;
  const absent = wants.length === 0 ? [] : [`Drop what it names as well: ${wants.join(', ')}`];
  if (status === undefined) {
    return errors > 0
      ? bad(`${countNoun(errors, 'mistake')} in the file`, absent)
      : open('Nothing of it can be checked yet', absent);
  }
  const told = judgeStatus(status, view);
  const mistakes = errors > 0 ? [`${countNoun(errors, 'mistake')} in the file, shown below`] : [];
  const details = [...told.details, ...mistakes, ...absent];
  if (told.tone !== 'good') return { ...told, details };
  if (errors > 0) return bad('Mistakes in the file', details);
  // The status is by one policy; whoever dropped more of them is told where they disagree.
  const unmet = verdicts.filter(({ met }) => !met).map(({ policy }) => policy.file);
  return unmet.length > 0
    ? bad(`The policy ${unmet.join(', ')} is not met`, [`${told.title}.`, ...details])
    : { ...told, details };
}

function judgeStatus(status: StatusAnswer, { trouble, wants }: ApprovalView): Headline {
  const { officers, refusals, right, required, reached, policy, token, tokenProblem } = status;
  const count = `${right} of ${required} approvals`;
  if (trouble !== undefined && trouble.code !== 'too-old') return tellTrouble(trouble);
  const wrong = officers.filter(({ state }) => state === 'wrong');
  if (wrong.length > 0) return tellWrong(wrong, status);
  if (reached) return { tone: 'good', title: `Enough: ${count}`, details: [sourceOf(status)] };
  if (token === null) return open('There is no token to check against', listOf(tokenProblem));
  const absent = officers.filter(
    ({ state, file }) => state === 'no-file' && wants.includes(file ?? ''),
  );
  if (absent.length > 0 && refusals.length === 1) {
    const names = absent.map(({ name }) => `${name}’s signature`).join(', ');
    return open(`Not all of it was dropped: ${names}`, [`Without that: ${count}.`]);
  }
  if (refusals.length > 0) return bad('Do not hand this file in', refusals);
  const unchecked = officers.filter(({ state }) => state === 'unchecked');
  if (unchecked.length > 0) {
    const names = unchecked.map(({ name }) => name).join(', ');
    return open(`${countNoun(unchecked.length, 'signature')} cannot be checked`, [
      `Of ${names}. Drop the public keys of the officers, each named after its officer, as officer1.pub.`,
    ]);
  }
  if (trouble?.code === 'too-old') {
    const old = tellTrouble(trouble);
    return { ...old, details: [...old.details, `${count} are right.`] };
  }
  if (right < required) return open(`Not enough yet: ${count}`, [sourceOf(status)]);
  if (policy !== null && !policy.met) return bad('The policy is not met', [`${count} are right`]);
  return open('It is not known whether this is enough', [`${count} are right.`, sourceOf(status)]);
}

function tellWrong(wrong: readonly StatusOfficer[], { refusals }: StatusAnswer): Headline {
  const names = wrong.map(({ name }) => name);
  const title =
    wrong.length === 1
      ? `${names[0]}’s signature is wrong`
      : `${wrong.length} signatures are wrong: ${names.join(', ')}`;
  const reasons = wrong.flatMap(({ name, reasons: found }) =>
    found.map((reason) => (wrong.length === 1 ? capitalise(reason) : `${name}: ${reason}`)),
  );
  return bad(title, [...reasons, ...refusals.map(capitalise)]);
}

/** Where M is from, as it makes a difference to whoever relies on it. */
function sourceOf({ required, requiredFrom }: StatusAnswer): string {
  const asks = `${countNoun(required, 'approval')} asked for`;
  switch (requiredFrom) {
    case 'option':
      return `${asks}, as you say.`;
    case 'key':
      return `${asks}, as the key has it.`;
    case 'policy':
      return `${asks}, as the policy has it.`;
    case 'file':
      return `${asks}, as the file says; the HSM may ask for more: say how many it does.`;
    case 'least':
      return `${required} is the least that a quorum asks for; the HSM may ask for more: say how many it does.`;
  }
}

/** What a sentence of ours begins with; names of people and files keep their letters. */
const OPENINGS =
  /^(an?|as|both|choose|each|find|give|if|it|its|made|make|no|not|of|the|there|this|to|whose|write)\b/;

/** A sentence by itself, which our words are not. */
export function capitalise(text: string): string {
  return OPENINGS.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

function listOf(text: string | null): readonly string[] {
  return text === null ? [] : [capitalise(text)];
}

function bad(title: string, details: readonly string[]): Headline {
  return { tone: 'bad', title, details: details.map(capitalise) };
}

function open(title: string, details: readonly string[]): Headline {
  return { tone: 'open', title, details: details.map(capitalise) };
}
