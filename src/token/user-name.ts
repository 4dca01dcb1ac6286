/** 1 to 31 letters, digits and `_`: AWS CloudHSM user guide, "createUser". */
export const USER_NAME: RegExp = /^[A-Za-z0-9_]{1,31}$/;

/**
 * The one spelling under which an HSM keeps and shows a user's name: lower case, since case makes no
 * difference.
 *
 * @returns nothing where it cannot be a user name
 * @example
 * canonicalUserName('Officer1'); // 'officer1'
 */
export function canonicalUserName(name: string): string | undefined {
  // The test comes first: a letter such as U+212A would become a `k` otherwise.
  return USER_NAME.test(name) ? name.toLowerCase() : undefined;
}
