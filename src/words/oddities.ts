import type { TokenOddity } from '../token/oddities.ts';

/** An oddity of a token, as a clause: lower case, without a full stop. */
export function describeOddity(oddity: TokenOddity): string {
  switch (oddity.code) {
    case 'several-users':
      return `its records are of several users: ${oddity.users.join(', ')}`;
    case 'several-services':
      return `its records are for several services: ${oddity.services.join(', ')}`;
    case 'repeated-node':
      return 'it has several records of one node, and signing it would approve all of them';
  }
}
