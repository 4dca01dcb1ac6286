/**
 * What a file's bytes are. `approval`: it speaks of one of the six keys of an approval file.
 * `utf-16-approval`: it does so in UTF-16. `pem`: a PEM block that is none of the others. `request`: an envelope around a
 * Statement, or a draft of one. `zip`: an archive, as a bundle of evidence is. `text` is what
 * looks like nothing in particular, `binary` what is no text either.
 */
export type ContentKind =
  | 'private-key'
  | 'public-key'
  | 'certificate'
  | 'certificate-request'
  | 'token'
  | 'sdk5-token'
  | 'signature'
  | 'signature-text'
  | 'approval'
  | 'utf-16-approval'
  | 'request'
  | 'json'
  | 'pem'
  | 'zip'
  | 'binary'
  | 'text'
  | 'empty';
