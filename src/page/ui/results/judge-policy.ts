import { countNoun } from '../../../words/count-noun.ts';
import type { PolicyView } from '../../engine/page-model.ts';
import type { Headline } from './headline.ts';

/** Whether a policy is sound, and who signed it. */
export function judgePolicy({ lint, name, signers }: PolicyView): Headline {
  const { errors } = lint.answer;
  const details = [
    ...(name === undefined ? [] : [`“${name}”: who may approve what.`]),
    ...(signers === undefined
      ? []
      : [
          signers.length === 0
            ? 'Nobody whose key is at hand signed it.'
            : `Signed by ${signers.join(', ')}.`,
        ]),
  ];
  return errors > 0
    ? { tone: 'bad', title: `A policy with ${countNoun(errors, 'mistake')}`, details }
    : { tone: 'good', title: 'A sound policy', details };
}
