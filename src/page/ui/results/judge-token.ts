import type { TokenView } from '../../engine/page-model.ts';
import type { Headline } from './headline.ts';

/** What whoever was sent a token, and no approval file, is asked for. */
export function judgeToken({ shown }: TokenView): Headline {
  return 'service' in shown
    ? {
        tone: 'plain',
        title: 'A token that waits for signatures',
        details: ['Read what it means before you sign: who signs it agrees to all that it allows.'],
      }
    : {
        tone: 'plain',
        title: 'A file that waits for your own signature',
        details: ['Sign it only where you are logging in, or registering your key, yourself.'],
      };
}
