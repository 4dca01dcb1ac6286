import type { RequestView } from '../../engine/page-model.ts';
import { capitalise, type Headline } from './headline.ts';

/** Whether a request counts, and who signed it. */
export function judgeRequest({ isDraft, verified }: RequestView): Headline {
  if (isDraft || verified === undefined) {
    return {
      tone: 'plain',
      title: 'A draft of a request',
      details: ['It is for no token yet, so nobody can sign it.'],
    };
  }
  const { problems, signatures } = verified;
  if (problems.length > 0) {
    const details = problems.map(({ message }) => capitalise(message));
    return { tone: 'bad', title: 'The request does not count', details };
  }
  const names = signatures.flatMap(({ state, names: found }) => (state === 'right' ? found : []));
  if (names.length > 0) {
    return { tone: 'good', title: `A request that ${names.join(', ')} signed`, details: [] };
  }
  return signatures.length > 0
    ? {
        tone: 'open',
        title: 'A request with signatures that cannot be told',
        details: ['No public key that was dropped made them.'],
      }
    : { tone: 'open', title: 'A request that nobody has signed yet', details: [] };
}
