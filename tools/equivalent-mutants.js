/**
 * Mutants that no test can notice, since the program does the same with them.
 *
 * @type {readonly { readonly file: string, readonly change: string, readonly reason: string }[]}
 */
export const EQUIVALENT = [
  {
    file: 'src/verify/clock-skew.ts',
    change: '- skew < 0\n+ skew <= 0',
    reason: 'A skew of 0 is never described.',
  },
  {
    file: 'src/verify/proxy.ts',
    change: '- /^\\*?\\.?/\n+ /\\*?\\.?/',
    reason: 'The pattern can match nothing, so the first match is at the start.',
  },
  {
    file: 'src/verify/retry.ts',
    change: "- kind === 'unclear'\n+ true",
    reason: 'If all responses were unclear, the last one was.',
  },
  {
    file: 'src/verify/verify.ts',
    change: "- outcome.kind === 'unclear'\n+ true",
    reason: 'Only an unclear outcome has a cause.',
  },
  {
    file: 'src/verify/verify.ts',
    change: "- kind === 'unclear'\n+ true",
    reason: 'Only an unclear outcome has a cause.',
  },
  {
    file: 'src/installed-key/spec-file.ts',
    change: '- \'utf8\'\n+ ""',
    reason: 'JSON.parse reads the bytes of a file as UTF-8, too.',
  },
  {
    file: 'src/installed-key/spec-file.ts',
    change: '- kmsUri === undefined\n+ false',
    reason: 'The text undefined is not a URI either.',
  },
]
