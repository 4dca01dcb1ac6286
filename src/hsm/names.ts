/**
 * Names of users: 1 to 31 letters, digits and `_`, no difference between upper and lower case, shown
 * in lower case (AWS CloudHSM user guide, "createUser").
 */

const USER_NAME = /^[A-Za-z0-9_]{1,31}$/;

/**
 * The one spelling under which a name is kept, or nothing where it is no name.
 *
 * The test comes before the change of case: U+212A would become a `k` otherwise.
 */
export function canonicalName(name: string): string | undefined {
  return USER_NAME.test(name) ? name.toLowerCase() : undefined;
}
