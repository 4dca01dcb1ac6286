import type { NextStep } from '../../../ceremony/next-steps.ts';
import type { RequestProblem, RequestTerms } from '../../../ceremony/request/request.ts';
import { escapeUnsafe } from '../../../printable.ts';
import { quoteForShell, quotePath } from '../../../words/quote-for-shell.ts';
import type { ShownStep } from '../status-answer.ts';

/** A step of one code. */
export type StepOf<Code extends NextStep['code']> = Extract<NextStep, { readonly code: Code }>;

/** How each step is shown, by its code. */
export type StepTable<Names> = {
  readonly [Code in NextStep['code']]: (step: StepOf<Code>, names: Names) => ShownStep;
};

/** Shows a step as a table has it. */
export function showStep<Names>(step: NextStep, table: StepTable<Names>, names: Names): ShownStep {
  // The compiler does not see that what stands under a code is for its values.
  const show = table[step.code] as (step: NextStep, names: Names) => ShownStep;
  return show(step, names);
}

/** @param file as a shell takes it */
export function lintStep(what: string, file: string): ShownStep {
  return { what, commands: [`mofn approval lint ${file}`] };
}

/** Nothing is to be typed here: it is done where the HSM is. */
export function getTokenStep(user = 'whoever asked for it'): ShownStep {
  const who = escapeUnsafe(user);
  return {
    what: `${who} gets the token again, and sends it as a file; nobody signs this one`,
    commands: [],
  };
}

/** Who of several signs, and who of them types what follows. */
export function describeAsked(officers: readonly [string, ...string[]], count: number): string {
  const [first] = officers;
  if (officers.length === 1) return `${first} signs`;
  const names = officers.join(', ');
  return count === 1
    ? `one of ${names} signs; ${first} types`
    : `${count} of ${names} sign; ${first} types`;
}

/** @param file as a shell takes it */
export function otherKindStep(file: string): ShownStep {
  return {
    what: 'it needs no quorum; see what it is, and verify the signatures in it with the key of whoever made them',
    commands: [`mofn token show ${file}`],
  };
}

/** What a new request is made with. */
export interface NewRequest {
  /** As a shell takes it. */
  readonly token: string;
  readonly operation: string;
  /** Options that say why it is asked for, with a blank before each. */
  readonly withReason: string;
  /** An option, with a blank before it; empty where there is no policy. */
  readonly withPolicy: string;
  /** A path at which there is nothing. */
  readonly out: string;
}

/** Why something is asked for, as options of a new request: nothing that was said is to be thought up again. */
export function describeReason({
  reason,
  ticket,
}: Pick<RequestTerms, 'reason' | 'ticket'>): string {
  return [
    ...(reason === undefined ? [] : [` --reason=${quoteForShell(reason)}`]),
    ...(ticket === undefined ? [] : [` --ticket=${quoteForShell(ticket)}`]),
  ].join('');
}

/** A request that does not count is never changed: what was signed is what was signed. */
export function fixRequestStep(
  { code, ...problem }: RequestProblem,
  request: NewRequest | undefined,
): ShownStep {
  if (code === 'from-the-future') {
    return { what: 'find out which clock is wrong, and ask again', commands: [] };
  }
  if (code === 'other-policy') {
    const what =
      'found' in problem && problem.found === undefined
        ? 'name the policy that was agreed on, with --policy'
        : 'ask whoever made the request which policy was agreed on';
    return { what, commands: [] };
  }
  const { token, operation, withReason = '', withPolicy = '', out } = request ?? {};
  return {
    what: 'whoever asks says anew what this token is for, and all sign that',
    commands:
      token === undefined || operation === undefined || out === undefined
        ? []
        : [
            `mofn request new --token ${token} --operation ${quoteForShell(operation)}${withReason}${withPolicy} --out ${quotePath(out)}`,
          ],
  };
}

/** What is in no rule is approved by nobody. */
export function noRuleStep(): ShownStep {
  return { what: 'ask whoever keeps the policy: no rule of it is about this', commands: [] };
}

/** Where an officer's key is to come from. @param inPolicy whether the keys are those of a policy */
export function addKeyStep(name: string, inPolicy: boolean): ShownStep {
  const shown = escapeUnsafe(name);
  const what = inPolicy
    ? `have ${shown} put into the policy, among the accounts of whose it is, and ask again`
    : `put ${shown}'s public key into the roster, as ${shown}.pub, and ask again`;
  return { what, commands: [] };
}

/** @param inPolicy whether the keys are those of a policy */
export function replaceKeyStep(name: string, inPolicy: boolean): ShownStep {
  const shown = escapeUnsafe(name);
  const what = inPolicy
    ? `find out who put ${shown}'s key into the policy; the one that is registered belongs there`
    : `find out who put ${shown}'s key into the roster; ${shown} sends the one that is registered, as ${shown}.pub`;
  return { what, commands: [] };
}
