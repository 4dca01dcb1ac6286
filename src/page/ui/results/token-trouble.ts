/** What is said of a token that keeps an approval file back, and what is to be done then. */
import type { ShownStep } from '../../../answers/status/status-answer.ts';
import { describeDuration } from '../../../words/age.ts';
import { countNoun } from '../../../words/count-noun.ts';
import type { ApprovalView, TokenTrouble } from '../../engine/page-model.ts';
import type { Headline } from './tone.ts';

/** @param trouble made safe to show */
export function tellTrouble(trouble: TokenTrouble): Headline {
  switch (trouble.code) {
    case 'damaged':
      return {
        tone: 'bad',
        title: `${trouble.file} is damaged: ${countNoun(trouble.bytes, 'byte')}, and a token has 80 for each HSM`,
        details: trouble.wasText
          ? [
              'It was taken for text on its way, and written as UTF-8: no signature is right for it.',
            ]
          : ['No signature is right for it.'],
      };
    case 'another':
      return {
        tone: 'bad',
        title: `${trouble.file} is not the token they signed`,
        details: [
          `What was signed has the SHA-256 ${trouble.sha256}.`,
          `This token has ${trouble.found}.`,
        ],
      };
    case 'too-old':
      return {
        tone: 'bad',
        title: 'The token is too old',
        details: [
          `It is ${describeDuration(trouble.age)} old, and by the policy it may be ${describeDuration(trouble.most)}.`,
        ],
      };
  }
}

/** What is to be done now, on the page: what was not dropped comes before what others have to do. */
export function listSteps({ status, trouble, wants }: ApprovalView): readonly ShownStep[] {
  if (status === undefined) return [];
  if (trouble?.code === 'damaged') {
    return [
      {
        what: `Have ${trouble.file} sent again, as binary, in a zip: nobody signs this one`,
        commands: [],
      },
    ];
  }
  if (trouble?.code === 'another') {
    return [
      {
        what: `Ask for the file whose SHA-256 is ${trouble.sha256}, and drop it in the place of ${trouble.file}`,
        commands: [],
      },
    ];
  }
  const named = new Set(status.officers.map(({ file }) => file));
  const absent = wants.filter((name) => named.has(name));
  const drop = absent.map((name) => ({
    what: `Drop ${name} here as well; where nobody has it, go on with the next step`,
    commands: [],
  }));
  return [...drop, ...status.next];
}
