/**
 * Mutants that no test can notice, since the program does the same with them.
 *
 * @type {readonly { readonly file: string, readonly change: string, readonly reason: string }[]}
 */
export const EQUIVALENT = [
  {
    file: 'src/installed-key/spec-file.ts',
    change: '- \'utf8\'\n+ ""',
    reason: 'JSON.parse reads the bytes of a file as UTF-8, too.',
  },
  {
    file: 'src/installed-key/spec-file.ts',
    change: '- kmsUri === undefined\n+ false',
    reason: 'The text "undefined" is not a URI either.',
  },
]
