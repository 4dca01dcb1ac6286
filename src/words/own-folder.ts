/** Why an approval file is refused here that would be right in its own folder: status and lint say the same. */
export const IN_OWN_FOLDER =
  'what the file names is in its own folder, and the tool looks for it where it is started';
