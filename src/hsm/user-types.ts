/**
 * User types of the HSM: the one table of them.
 */

/** A user type, as listUsers prints it. */
export type UserType = 'PRECO' | 'PCO' | 'CO' | 'CU' | 'AU';

interface UserTypeFacts {
  /** As approval files and the audit log number it; a PCO is a CO there. */
  readonly number: number;
  /** As the audit log names it. */
  readonly constant: string;
  /** Whether users of this type are crypto officers. A PCO is a CO in all that it can do. */
  readonly isOfficer: boolean;
}

/**
 * Types by the names that listUsers prints. Numbers and constants: AWS CloudHSM user guide, "Interpreting
 * HSM audit logs".
 */
export const USER_TYPES: Readonly<Record<UserType, UserTypeFacts>> = {
  PRECO: { number: 6, constant: 'CN_CRYPTO_PRE_OFFICER', isOfficer: false },
  PCO: { number: 2, constant: 'CN_CRYPTO_OFFICER', isOfficer: true },
  CO: { number: 2, constant: 'CN_CRYPTO_OFFICER', isOfficer: true },
  CU: { number: 1, constant: 'CN_CRYPTO_USER', isOfficer: false },
  AU: { number: 5, constant: 'CN_APPLIANCE_USER', isOfficer: false },
};

export const USER_TYPE_NAMES: readonly UserType[] = Object.keys(USER_TYPES) as UserType[];

/** Whether a word is a user type, letter for letter. */
export function isUserType(word: string): word is UserType {
  return Object.hasOwn(USER_TYPES, word);
}

/** Another spelling that commands take (AWS CloudHSM user guide, 2018 to 2023, "createUser"). */
const SPELLINGS: Readonly<Record<string, UserType>> = { preCO: 'PRECO' };

/**
 * The user type that a command names, with regard to case.
 *
 * @example
 * findUserType('preCO'); // 'PRECO'
 */
export function findUserType(word: string): UserType | undefined {
  if (isUserType(word)) return word;
  return Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : undefined;
}
