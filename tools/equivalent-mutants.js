/**
 * Mutants that no test can notice, since the program does the same with them.
 *
 * @type {readonly { readonly file: string, readonly change: string, readonly reason: string }[]}
 */
export const EQUIVALENT = []
