import type { TokenOddity } from '../token/oddities.ts';
import { countNoun } from './count-noun.ts';

/** An oddity of a token, as a clause: lower case, without a full stop. */
export function describeOddity(oddity: TokenOddity): string {
  switch (oddity.code) {
    case 'several-users':
      return `its records are of several users: ${oddity.users.join(', ')}`;
    case 'several-services':
      return `its records are for several services: ${oddity.services.join(', ')}`;
    case 'several-keys':
      return `its records are for several keys: ${oddity.keys.join(', ')}`;
    case 'hidden-records': {
      const { records, pieces, users, services } = oddity;
      return (
        `${records} of its ${countNoun(pieces, 'piece')} of 80 bytes ${records === 1 ? 'is a record' : 'are records'} of a token ` +
        `(of ${users.join(', ')}, for service ${services.join(', ')}), and the others are none`
      );
    }
    case 'repeated-node':
      return 'it has several records of one node, and signing it would approve all of them';
  }
}
