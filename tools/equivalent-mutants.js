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
  {
    file: 'src/inputs/ids.ts',
    change: '- PLAIN_UUID.test(text)\n+ false',
    reason: 'A plain UUID is read in the same way, only more slowly.',
  },
  {
    file: 'src/inputs/ids.ts',
    change:
      '- /^(?![0-]+$)[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}$/\n+ /^(?![0-]+)[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}$/',
    reason: 'A UUID that starts with 0 is read in the same way, only more slowly.',
  },
  {
    file: 'src/inputs/ids.ts',
    change: '- PLAIN_KEY_ID.test(text)\n+ false',
    reason: 'A plain key ID is read in the same way, only more slowly.',
  },
  ...[
    '/^(?!ABCDE12345)(?=.\\d)(?=.*[A-Z])[A-Z\\d]{10}$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.[A-Z])[A-Z\\d]{10}$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[A-Z\\d]$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[A-Z\\D]{10}$/',
    '/^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[^A-Z\\d]{10}$/',
  ].map((pattern) => ({
    file: 'src/inputs/ids.ts',
    change: `- /^(?!ABCDE12345)(?=.*\\d)(?=.*[A-Z])[A-Z\\d]{10}$/\n+ ${pattern}`,
    reason: 'It matches fewer key IDs, and the others are read in the same way, only more slowly.',
  })),
  {
    file: 'src/inputs/lifetime.ts',
    change: '- []\n+ ["Stryker was here"]',
    reason: 'The first element is never used.',
  },
  {
    file: 'src/inputs/missing.ts',
    change: '- \'\'\n+ "Stryker was here!"',
    reason: 'Neither is the path of a file.',
  },
  {
    file: 'src/inputs/missing.ts',
    change: '- \'utf8\'\n+ ""',
    reason: 'JSON.parse turns the bytes into the same text.',
  },
  {
    file: 'src/inputs/names.ts',
    change:
      '- /^INPUT_([A-Z\\d_. -]{1,60})$/.exec(variable)?.[1]?.toLowerCase\n+ /^INPUT_([A-Z\\d_. -]{1,60})$/.exec(variable)?.[1].toLowerCase',
    reason: 'Every match has the group.',
  },
  {
    file: 'src/inputs/scope.ts',
    change: "- text.startsWith('\"')\n+ text.endsWith('\"')",
    reason: 'A quoted line has quotation marks at both ends, and its size at neither.',
  },
]
